//! The built-in catalogue holds, and every check is proven by a planted fault.

use super::*;

fn codes(categories: &str, measures: &str) -> Vec<(String, &'static str)> {
    let faults = Catalogue::load(categories, measures).err().unwrap_or_default();
    faults
        .into_iter()
        .map(|fault| (fault.place, fault.code))
        .collect()
}

#[test]
fn the_built_in_catalogue_holds() {
    let catalogue = Catalogue::load(Catalogue::CATEGORIES, Catalogue::MEASURES).unwrap();
    assert_eq!(catalogue.groups.len(), 8);
    assert!(catalogue.items.len() >= 60);
    let lamp = catalogue.find("lamp-uit").unwrap();
    assert_eq!(
        (lamp.group.as_str(), lamp.kind, lamp.personal),
        ("licht", Kind::Problem, false)
    );
    assert!(catalogue.find("gevoel").unwrap().personal);
    assert!(
        catalogue.find("drugsafval").unwrap().personal,
        "stricter than its group"
    );
    assert!(!catalogue.find("zorg").unwrap().stored);
    assert_eq!(catalogue.find("parel-kunst").unwrap().kind, Kind::Pearl);
    assert!(catalogue.may_be_proposed("camera"));
    assert!(!catalogue.may_be_proposed("mcu"));
    assert_eq!(catalogue.find("ufo"), None);
}

#[test]
fn weights_never_leave_by_the_door() {
    let catalogue = Catalogue::load(Catalogue::CATEGORIES, Catalogue::MEASURES).unwrap();
    let served = serde_json::to_string(&catalogue.categories()).unwrap();
    assert!(served.contains("\"lamp-uit\""));
    assert!(!served.contains("verlichting-herstel"));
}

/// Replaces text in the built-in categories and gives the faults that follow.
fn planted(from: &str, to: &str) -> Vec<(String, &'static str)> {
    assert!(Catalogue::CATEGORIES.contains(from), "{from} is not in the file");
    codes(&Catalogue::CATEGORIES.replacen(from, to, 1), Catalogue::MEASURES)
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn each_planted_fault_is_found_where_it_is() {
    let lamp = "code = \"lamp-uit\"";
    for (from, to, place, code) in [
        (lamp, "code = \"Lamp Uit\"", "item Lamp Uit", "bad_code"),
        (
            lamp,
            "code = \"lamp-knippert\"",
            "item lamp-knippert",
            "duplicate_code",
        ),
        (lamp, "code = \"licht\"", "item licht", "duplicate_code"),
        (
            "nl = \"Lamp doet het niet\"",
            "nl = \"\"",
            "item lamp-uit",
            "no_dutch",
        ),
        (
            "nl = \"Lamp doet het niet\"",
            "nl = \"Lamp doet het nu al heel lang niet\"",
            "item lamp-uit",
            "name_too_long",
        ),
        (", en = \"Light out\"", "", "item lamp-uit", "no_english"),
        (
            "verlichting-herstel = 98",
            "verlichting-herstel = 101",
            "item lamp-uit",
            "bad_weight",
        ),
        (
            "verlichting-herstel = 98",
            "toverlamp = 98",
            "item lamp-uit",
            "unknown_measure",
        ),
        (
            "verlichting-herstel = 98",
            "camera = 98",
            "item lamp-uit",
            "camera_weight",
        ),
        (
            "code = \"gevoel\"",
            "code = \"gevoel\"\nopen311 = \"x\"",
            "item gevoel",
            "personal_published",
        ),
        (
            "sensitivity = \"personal\"\nhears",
            "sensitivity = \"open\"\nhears",
            "item gevoel",
            "looser_than_group",
        ),
        (
            "stored = false\nhelp",
            "stored = false\n#",
            "item zorg",
            "no_help",
        ),
        (
            "code = \"lamp-uit\"",
            "code = \"lamp-uit\"\nkleur = \"rood\"",
            "item lamp-uit",
            "cannot_read",
        ),
        (
            "group = \"licht\"",
            "group = \"maan\"",
            "item lamp-uit",
            "unknown_group",
        ),
        (
            "daylight = \"night\"",
            "daylight = \"noon\"",
            "item ongedierte",
            "bad_daylight",
        ),
        (
            "marker = \"hexagon\"",
            "marker = \"hexagon\"\nopen311 = \"x\"",
            "group veilig",
            "personal_published",
        ),
        (
            "metres = 0, days = 1",
            "metres = 301, days = 1",
            "item zorg",
            "bad_radius",
        ),
        (
            "metres = 0, days = 1",
            "metres = 0, days = 0",
            "item zorg",
            "bad_age",
        ),
    ] {
        let found = planted(from, to);
        assert!(found.contains(&(place.to_owned(), code)), "{to}: {found:?}");
    }
}

#[test]
fn measures_of_others_cannot_be_made_proposable_and_rungs_stand_once() {
    let measures = |from: &str, to: &str| {
        assert!(Catalogue::MEASURES.contains(from), "{from} is not in the file");
        codes(Catalogue::CATEGORIES, &Catalogue::MEASURES.replacen(from, to, 1))
    };
    let freed = measures("proposable = false", "proposable = true");
    assert!(
        freed.contains(&("measure gebiedsverbod".into(), "not_ours")),
        "{freed:?}"
    );
    let opened = measures("\"advice\", ", "\"moon\", ");
    assert!(
        opened.contains(&("measure camera".into(), "no_gate")),
        "{opened:?}"
    );
    let twice = measures(
        "rung = 2\nname = { nl = \"schoon",
        "rung = 1\nname = { nl = \"schoon",
    );
    assert!(twice.contains(&("rung 1".into(), "duplicate_rung")), "{twice:?}");
}

#[test]
fn several_faults_are_told_at_once_and_one_bad_table_hides_no_other() {
    let faults = codes(
        "[[group]]\ncode = \"x\"\n[[item]]\ncode = \"A\"\n[rood]\n",
        "[[measure]]\ncode = \"camera\"\nrung = 9\nname = { nl = \"C\", en = \"C\" }\nowner = \"b\"\ncost_unit = \"m\"\n",
    );
    for code in [
        "cannot_read",
        "unknown_table",
        "no_groups",
        "unknown_rung",
        "no_gate",
    ] {
        assert!(
            faults.iter().any(|(_, found)| *found == code),
            "{code}: {faults:?}"
        );
    }
    assert!(codes("[[group", "").iter().any(|(_, code)| *code == "not_toml"));
}
