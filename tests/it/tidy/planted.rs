//! Proof that the rules bite: one planted fault gives exactly that fault, and what only looks like one gives none.

use super::{
    EXCEPTIONS, Exception, Fault, Tree, faults,
    floors::{ROOMS, Table, circle},
    unforgiven,
};

/// A small house without a fault, with something in it that looks like one for every rule.
fn sound() -> Tree {
    let mut tree = Tree::default();
    for (path, text) in SOUND {
        tree.files.insert((*path).to_owned(), (*text).to_owned());
    }
    tree
}

const SOUND: &[(&str, &str)] = &[
    ("Cargo.toml", "[workspace.lints.rust]\nunsafe_code = \"forbid\"\n"),
    ("server/Cargo.toml", "[lints]\nworkspace = true\n"),
    ("server/spatial/Cargo.toml", "[lints]\nworkspace = true\n"),
    ("tests/Cargo.toml", "[lints]\nworkspace = true\n"),
    (
        "server/spatial/src/lib.rs",
        "//! Pure.\n#![forbid(unsafe_code)]\n#![deny(missing_docs)]\n#[cfg(test)]\nmod read;\n",
    ),
    (
        "server/spatial/src/read.rs",
        "//! Only for tests.\nuse std::fs;\n",
    ),
    (
        "server/spatial/src/area.rs",
        "//! No tokio here.\nuse std::fmt;\n#[cfg(test)]\nmod tests {\n    use std::{fs, io};\n}\n",
    ),
    (
        "server/src/lib.rs",
        "//! The top.\npub mod walks;\nuse crate::walks::join;\n",
    ),
    (
        "server/src/clock.rs",
        "//! The clock.\nfn now() -> SystemTime { SystemTime::now() }\n",
    ),
    (
        "server/src/store/mod.rs",
        "//! Tables.\nconst ONE: &str = \"SELECT 1\";\n",
    ),
    (
        "server/src/walks/join.rs",
        "//! Says crate::findings and Utc::now in a comment only.\n\
         use crate::{clock, people::{Person, findings}};\nuse super::findings;\n\
         /* use crate::hotspots; /* SystemTime::now() */ \"SELECT 1\" */\n\
         const A: &str = \"use crate::findings; Zoned::now()\";\nconst B: char = '\"';\n\
         const C: &str = r#\"a \"quoted\" crate::findings\"#;\nfn life<'a>(a: &'a str) {}\n\
         const D: &str = \"select where to meet; UPDATE follows\";\n\
         #[cfg(test)]\nmod tests {\n    const S: &str = \"SELECT 1\";\n    fn t() { SystemTime::now(); }\n}\n",
    ),
    (
        "server/src/walks/store.rs",
        "//! Walks in tables.\nuse crate::{statements};\nstatements! {}\nconst ALL: &str = \"SELECT * FROM walks\";\n",
    ),
    (
        "server/src/people/wait.rs",
        "//! Waits.\nuse tokio::time::Instant;\nfn now() { Instant::now(); }\n",
    ),
    (
        "migrations/sqlite/0001_people.sql",
        "CREATE TABLE people (id BLOB) STRICT;\n",
    ),
    (
        "migrations/postgres/0001_people.sql",
        "CREATE TABLE people (id UUID);\n",
    ),
    (
        "tests/it/main.rs",
        "//! Tests.\nfn t() { SystemTime::now(); }\nconst S: &str = \"SELECT 1\";\n",
    ),
    (
        "pwa/src/main.ts",
        "import App from './App.svelte';\nimport type { Map } from 'maplibre-gl';\n",
    ),
    (
        "pwa/src/service-worker.ts",
        "// Date.now()\nexport const age = 'new Date()';\n",
    ),
    (
        "pwa/src/App.svelte",
        "<script lang=\"ts\">\nimport { map } from './routes';\n</script>\n\
         <!-- Date.now() -->\n<p>It's five o'clock</p>\n{#await import('./rooms/walks/Start.svelte')}{/await}\n\
         <style>\np { content: 'Date.now()'; }\n</style>\n",
    ),
    (
        "pwa/src/routes.ts",
        "export const map = () => import('./ground/map/Map.svelte');\n",
    ),
    (
        "pwa/src/ground/clock.ts",
        "export const now = () => Date.now();\nexport const today = () => new Date();\n",
    ),
    (
        "pwa/src/ground/map/Map.svelte",
        "<script>\nimport { Map } from 'maplibre-gl';\n</script>\n",
    ),
    ("pwa/src/ground/words/nl.ts", "export const nl = {};\n"),
    (
        "pwa/src/shape/ring.ts",
        "export const closed = /['\"`]/.test('a') ? 1 / 2 : 3;\n",
    ),
    (
        "pwa/src/rooms/walks/Start.svelte",
        "<script>\nimport { now } from '../../ground/clock';\nimport { me } from '../people/me';\n\
         const at = new Date(now());\n</script>\n",
    ),
    (
        "pwa/src/rooms/people/me.ts",
        "export const me = `${1 + 1} import x from '../walks/y'`;\nexport { me as you };\n",
    ),
];

/// Puts `text` at `path` in the sound house and expects this one fault and no other.
#[track_caller]
fn planted(path: &str, text: &str, rule: &str, line: usize) {
    let mut tree = sound();
    tree.files.insert(path.to_owned(), text.to_owned());
    let found = faults(&tree);
    let short: Vec<(&str, &str, usize)> = found.iter().map(|f| (f.path.as_str(), f.rule, f.line)).collect();
    assert_eq!(short, [(path, rule, line)], "found: {found:#?}");
}

#[test]
fn a_sound_house_has_no_faults() {
    assert_eq!(faults(&sound()), []);
}

#[test]
fn the_table_of_rooms_runs_in_no_circle_and_a_circle_is_seen() {
    const ROUND: Table = &[("alone", &[]), ("egg", &["hen"]), ("hen", &["alone", "egg"])];
    assert_eq!(circle(ROOMS), None);
    assert_eq!(circle(ROUND), Some("egg"));
}

#[test]
fn the_table_of_rooms_names_only_rooms() {
    let known = |name: &str| ROOMS.iter().any(|(room, _)| *room == name);
    let unknown: Vec<_> = ROOMS
        .iter()
        .flat_map(|(_, others)| *others)
        .filter(|name| !known(name))
        .collect();
    assert!(unknown.is_empty(), "unknown rooms: {unknown:?}");
}

#[test]
fn a_room_that_names_a_room_above_it_is_seen_in_every_spelling() {
    let path = "server/src/walks/plan.rs";
    planted(path, "//! x\nuse crate::findings::Finding;\n", "rooms", 2);
    planted(
        path,
        "//! x\nuse crate::{\n    people,\n    findings::{Finding},\n};\n",
        "rooms",
        4,
    );
    planted(path, "//! x\nfn f() { crate::hotspots::find(); }\n", "rooms", 2);
    planted(path, "//! x\nuse super::super::findings;\n", "rooms", 2);
    planted("server/src/walks.rs", "//! x\nuse super::findings;\n", "rooms", 2);
    planted(
        path,
        "//! x\n#[cfg(test)]\nmod tests {\n    use super::super::super::findings;\n}\n",
        "rooms",
        4,
    );
}

#[test]
fn a_room_that_names_the_top_floor_is_seen() {
    planted(
        "server/src/walks/plan.rs",
        "//! x\nuse crate::app::Routes;\n",
        "rooms",
        2,
    );
}

#[test]
fn ground_that_names_a_room_is_seen() {
    planted(
        "server/src/http/mod.rs",
        "//! x\n\nuse crate::people::Person;\n",
        "rooms",
        3,
    );
    planted(
        "server/src/house.rs",
        "//! x\nuse crate::{clock, boundaries};\n",
        "rooms",
        2,
    );
}

#[test]
fn a_module_on_no_floor_is_seen() {
    planted("server/src/attic.rs", "//! x\n", "floor", 0);
    planted("pwa/src/attic/box.ts", "export const a = 1;\n", "floor", 0);
    planted("pwa/src/rooms/attic/box.ts", "export const a = 1;\n", "floor", 0);
}

#[test]
fn a_spatial_crate_that_is_not_pure_is_seen() {
    let path = "server/spatial/src/frame.rs";
    planted(path, "//! x\nuse std::fs;\n", "pure", 2);
    planted(path, "//! x\nuse std::{fmt,\n time::Instant};\n", "pure", 3);
    planted(path, "//! x\npub async fn find() {}\n", "pure", 2);
    planted(path, "//! x\nuse buurtschouw::walks;\n", "pure", 2);
    planted(path, "//! x\nfn f() { println!(); }\n", "pure", 2);
}

#[test]
fn a_phone_room_that_imports_a_room_above_it_is_seen_in_every_spelling() {
    let path = "pwa/src/rooms/walks/plan.ts";
    planted(path, "import { a } from '../findings/a';\n", "rooms", 1);
    planted(path, "import {\n  a,\n} from \"../findings/a.js\";\n", "rooms", 1);
    planted(
        path,
        "import { from, fromNow } from '../findings/a';\n",
        "rooms",
        1,
    );
    planted(path, "import type { A } from '../findings/a';\n", "rooms", 1);
    planted(
        path,
        "export const a = 1;\nexport { b } from '../findings/a';\n",
        "rooms",
        2,
    );
    planted(
        path,
        "export const a = () => import('../findings/a');\n",
        "rooms",
        1,
    );
    planted(path, "import '../hotspots/a';\n", "rooms", 1);
    planted(
        "pwa/src/rooms/walks/P.svelte",
        "<script>\n\nimport F from '../findings/F.svelte';\n</script>\n",
        "rooms",
        3,
    );
    planted(
        "pwa/src/rooms/walks/P.svelte",
        "<p>\n{#await import('../findings/F.svelte')}{/await}</p>\n",
        "rooms",
        2,
    );
}

#[test]
fn phone_floors_that_look_up_are_seen() {
    planted(
        "pwa/src/ground/api/a.ts",
        "import { me } from '../../rooms/people/me';\n",
        "rooms",
        1,
    );
    planted(
        "pwa/src/ground/api/a.ts",
        "import { map } from '../../routes';\n",
        "rooms",
        1,
    );
    planted(
        "pwa/src/shape/a.ts",
        "import { now } from '../ground/clock';\n",
        "rooms",
        1,
    );
    planted(
        "pwa/src/rooms/people/a.ts",
        "import { map } from '../../routes';\n",
        "rooms",
        1,
    );
}

#[test]
fn sql_outside_a_store_is_seen() {
    let path = "server/src/walks/plan.rs";
    planted(
        path,
        "//! x\nconst A: &str = \"SELECT id FROM walks\";\n",
        "sql",
        2,
    );
    planted(
        path,
        "//! x\nconst A: &str = r#\"\n  INSERT INTO walks VALUES ($1)\"#;\n",
        "sql",
        2,
    );
    planted(
        path,
        "//! x\nconst A: &str = \"UPDATE walks\n  SET title = $1\";\n",
        "sql",
        2,
    );
    planted(
        "server/src/app.rs",
        "//! x\nconst A: &str = \"DELETE FROM walks\";\n",
        "sql",
        2,
    );
    planted(
        "server/src/http/store.rs",
        "//! x\nconst A: &str = \"PRAGMA optimize\";\n",
        "sql",
        2,
    );
    planted(
        "server/spatial/src/a.rs",
        "//! x\nconst A: &str = \"CREATE TABLE a (b INT)\";\n",
        "sql",
        2,
    );
}

#[test]
fn time_outside_the_clock_of_the_server_is_seen() {
    let path = "server/src/walks/plan.rs";
    for word in [
        "SystemTime::now()",
        "jiff::Timestamp::now()",
        "Zoned::now()",
        "std::time::Instant::now()",
    ] {
        planted(
            path,
            &format!("//! x\nfn f() {{\n    let a = {word};\n}}\n"),
            "clock",
            3,
        );
    }
    planted(
        "server/src/walks/store.rs",
        "//! x\nconst A: &str = \"SELECT now()\";\n",
        "clock",
        2,
    );
}

#[test]
fn time_outside_the_clock_of_the_phone_is_seen() {
    planted(
        "pwa/src/rooms/people/a.ts",
        "export const a = Date.now();\n",
        "clock",
        1,
    );
    planted(
        "pwa/src/rooms/people/a.ts",
        "\nexport const a = `${new Date()}`;\n",
        "clock",
        2,
    );
    planted("pwa/src/service-worker.ts", "const a = new Date();\n", "clock", 1);
    planted(
        "pwa/src/rooms/people/A.svelte",
        "<script>\nlet a = 1;\n</script>\n<p>{Date.now()}</p>\n",
        "clock",
        4,
    );
}

#[test]
fn a_file_that_does_not_say_what_it_is_is_seen() {
    planted(
        "server/src/walks/plan.rs",
        "use std::fmt;\n//! too late\n",
        "sign",
        1,
    );
    planted("tests/it/walks.rs", "fn a() {}\n", "sign", 1);
}

#[test]
fn a_file_past_its_length_is_seen_and_one_at_its_length_is_not() {
    let rust = |lines: usize| "//! x\n".to_owned() + &"// y\n".repeat(lines - 1);
    planted("server/src/walks/plan.rs", &rust(401), "length", 0);
    planted("server/spatial/src/plan.rs", &rust(401), "length", 0);
    planted("pwa/src/rooms/walks/plan.ts", &"// y\n".repeat(401), "length", 0);
    planted("pwa/build/plan.mjs", &"// y\n".repeat(401), "length", 0);
    planted(
        "pwa/src/rooms/walks/Plan.svelte",
        &"<p></p>\n".repeat(251),
        "length",
        0,
    );

    let mut tree = sound();
    let with_tests = rust(400) + "#[cfg(test)]\nmod tests {\n" + &"// y\n".repeat(300) + "}\n";
    for (path, text) in [
        ("server/src/walks/plan.rs", with_tests),
        ("tests/it/walks.rs", rust(900)),
        ("pwa/src/rooms/walks/Plan.svelte", "<p></p>\n".repeat(250)),
        ("pwa/src/rooms/walks/plan.test.ts", "// y\n".repeat(900)),
        ("pwa/src/ground/words/nl.ts", "// y\n".repeat(900)),
        ("pwa/src/ground/api/schema.d.ts", "// y\n".repeat(900)),
    ] {
        tree.files.insert(path.to_owned(), text);
    }
    assert_eq!(faults(&tree), []);
}

#[test]
fn a_migration_without_its_twin_or_with_a_wrong_name_is_seen() {
    planted("migrations/sqlite/0002_walks.sql", "", "pair", 0);
    planted("migrations/postgres/0002_walks.sql", "", "pair", 0);
    let both = |name: &str| {
        let mut tree = sound();
        for folder in ["sqlite", "postgres"] {
            tree.files
                .insert(format!("migrations/{folder}/{name}"), String::new());
        }
        faults(&tree).into_iter().map(|f| f.rule).collect::<Vec<_>>()
    };
    assert_eq!(both("0002_walks.sql"), Vec::<&str>::new());
    assert_eq!(both("2_walks.sql"), ["pair", "pair"]);
    assert_eq!(
        both("0001_walks.sql"),
        ["pair", "pair"],
        "one number, two migrations"
    );
}

#[test]
fn a_name_that_says_nothing_is_seen() {
    planted("server/src/walks/utils.rs", "//! x\n", "name", 0);
    planted("server/src/walks/walk_service.rs", "//! x\n", "name", 0);
    planted("tests/harness/helpers/mod.rs", "//! x\n", "name", 0);
    planted(
        "pwa/src/ground/photoManager.ts",
        "export const a = 1;\n",
        "name",
        0,
    );
    planted("pwa/src/ground/common/a.ts", "export const a = 1;\n", "name", 0);
}

#[test]
fn a_barrel_is_seen() {
    let text =
        "// all of it\nexport { me } from './me';\nexport * from './me'\nexport type { A } from \"./me\";\n";
    planted("pwa/src/rooms/people/index.ts", text, "barrel", 0);
    planted(
        "pwa/src/rooms/people/everyone.ts",
        "export * as all from './me';\n",
        "barrel",
        0,
    );
}

#[test]
fn a_heavy_library_outside_the_map_or_on_the_first_screen_is_seen() {
    planted(
        "pwa/src/rooms/people/a.ts",
        "import { Map } from 'maplibre-gl';\n",
        "heavy",
        1,
    );
    planted(
        "pwa/src/rooms/people/a.ts",
        "\nimport 'maplibre-gl/dist/maplibre-gl.css';\n",
        "heavy",
        2,
    );
    planted(
        "pwa/src/rooms/people/a.ts",
        "import { type Map } from 'maplibre-gl';\n",
        "heavy",
        1,
    );

    let mut tree = sound();
    let eager = "import Map from './ground/map/Map.svelte';\nexport const map = Map;\n";
    tree.files
        .insert("pwa/src/routes.ts".to_owned(), eager.to_owned());
    let found: Vec<_> = faults(&tree).into_iter().map(|f| (f.path, f.rule)).collect();
    assert_eq!(found, [("pwa/src/ground/map/Map.svelte".to_owned(), "heavy")]);
}

#[test]
fn a_workspace_that_lost_its_promises_is_seen() {
    planted("Cargo.toml", "[workspace.lints.rust]\n", "workspace", 0);
    planted("tests/Cargo.toml", "[package]\n", "workspace", 0);
    planted(
        "server/spatial/src/lib.rs",
        "//! x\n#![forbid(unsafe_code)]\n#[cfg(test)]\nmod read;\n",
        "workspace",
        0,
    );
    planted(
        "server/spatial/src/lib.rs",
        "//! x\n#![deny(missing_docs)]\n#[cfg(test)]\nmod read;\n",
        "workspace",
        0,
    );
}

#[test]
fn an_exception_forgives_its_fault_only_and_one_without_need_or_reason_is_a_fault() {
    let fault = |line| {
        Fault::new(
            "rooms",
            "server/src/house.rs",
            line,
            "the ground names room boundaries",
        )
    };
    let exception = Exception {
        rule: "rooms",
        path: "server/src/house.rs",
        about: "boundaries",
        reason: "a reason",
    };
    let rules = |left: Vec<Fault>| left.into_iter().map(|f| f.rule).collect::<Vec<_>>();
    assert_eq!(unforgiven(vec![fault(1), fault(2)], &[exception]), []);
    assert_eq!(
        rules(unforgiven(
            vec![fault(1)],
            &[Exception {
                about: "walks",
                ..exception
            }]
        )),
        ["rooms", "exception"]
    );
    assert_eq!(rules(unforgiven(Vec::new(), &[exception])), ["exception"]);
    assert_eq!(
        rules(unforgiven(
            vec![fault(1)],
            &[Exception {
                reason: "",
                ..exception
            }]
        )),
        ["exception"]
    );
}

#[test]
fn every_exception_of_this_house_has_a_reason_in_a_sentence() {
    for exception in EXCEPTIONS {
        assert!(
            exception.reason.split_whitespace().count() >= 5,
            "why {} at {}?",
            exception.rule,
            exception.path
        );
    }
}
