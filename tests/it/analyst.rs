//! The analyst's command through the real program: golden cases, real files, every fault at once, the same bytes for
//! any order of rows.

use std::{
    fmt::Write as _,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    process::Output,
};

use harness::program::{self, text};
use serde_json::{Value, json};

/// A folder for one test.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn run(&self, args: &[&str]) -> Output {
        program::run(&self.path("var"), &[&["hotspots"], args].concat())
    }

    fn done(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        text(&done.stdout)
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.done(&[args, &["--json"]].concat())).unwrap()
    }

    fn refused(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!(
            done.status.code(),
            Some(2),
            "{}{}",
            text(&done.stdout),
            text(&done.stderr)
        );
        assert!(done.stdout.is_empty(), "{}", text(&done.stdout));
        text(&done.stderr)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn golden(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join("tests/golden").join(name)).unwrap()).unwrap()
}

fn grid(value: &Value) -> Vec<f64> {
    let rows = value.as_array().unwrap().iter();
    rows.flat_map(|row| row.as_array().unwrap())
        .map(|cell| cell.as_f64().unwrap())
        .collect()
}

/// The small golden case as a file: every finding in the middle of its cell, shifted by so many metres.
fn small(shift: [f64; 2]) -> String {
    let mut csv = "x,y\n".to_owned();
    for (at, count) in grid(&golden("hotspots_small.json")["counts"]).iter().enumerate() {
        let middle = |cell: usize| cell as f64 * 25.0 + 12.5;
        let (x, y) = (middle(at % 12) + shift[0], middle(at / 12) + shift[1]);
        (0..*count as usize).for_each(|_| writeln!(csv, "{x},{y}").unwrap());
    }
    csv
}

/// A table as rows of named fields.
fn table(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .unwrap();
    reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

fn close(got: &str, wanted: f64, what: &str) {
    let got: f64 = got.parse().unwrap();
    assert!(
        (got - wanted).abs() <= 1e-9 * wanted.abs().max(1e-3),
        "{what}: {got} is not {wanted}"
    );
}

#[test]
fn the_small_golden_case_comes_out_in_every_cell_and_place() {
    let desk = Desk::new();
    let file = desk.write("small.csv", small([0.0, 0.0]));
    let cells = desk.path("cells.csv");
    let answer = desk.json(&[&file, "--cells", cells.to_str().unwrap()]);
    let wanted = golden("hotspots_small.json");
    let method = &wanted["voices_method"];
    let rows = table(&cells);
    let header =
        "ix,iy,count,people,voices,exposure,expected_global,expected_local,p,h,class,place,gi_star_z";
    assert_eq!(rows[0].join(","), header);

    let names = ["expected_global", "expected_local", "p", "H"];
    let [global, local, p, h] = names.map(|name| grid(&method[name]));
    let (voices, counts) = (grid(&wanted["disc_sum_D"]), grid(&wanted["counts"]));
    let (disc, z) = (grid(&wanted["disc_cells"]), grid(&wanted["gi_star"]["z"]));
    let heard = (0..144).filter(|at| voices[*at] > 0.0);
    assert_eq!(rows.len() - 1, heard.clone().count());
    for (row, at) in rows[1..].iter().zip(heard) {
        assert_eq!((row[0].parse(), row[1].parse()), (Ok(at % 12), Ok(at / 12)));
        close(&row[2], counts[at], "count");
        close(&row[3], voices[at], "people");
        close(&row[4], voices[at], "voices");
        close(&row[5], disc[at] / 13.0, "exposure");
        close(&row[6], global[at], "global");
        close(&row[7], local[at], "local");
        close(&row[8], p[at], "p");
        close(&row[9], h[at], "H");
        let got: f64 = row[12].parse().unwrap();
        assert!((got - z[at]).abs() <= 1e-9, "z: {got} is not {}", z[at]);
    }

    let places = answer["places"].as_array().unwrap();
    let listed = method["hotspots_q005"].as_array().unwrap();
    let clear: Vec<&Value> = places.iter().filter(|place| place["class"] == "clear").collect();
    assert_eq!(
        (clear.len(), &answer["frame"]),
        (listed.len(), &json!({"name": "metres"}))
    );
    for (place, wanted) in clear.iter().zip(listed) {
        let peak = wanted["peak_cell"].as_u64().unwrap();
        let id = format!("undated|all|25:{}:{}", peak % 12, peak / 12);
        assert_eq!(place["id"], json!(id));
        assert_eq!(place["voices"], wanted["D"]);
        assert_eq!(place["h"], wanted["peak_H"]);
        let own = rows[1..].iter().filter(|row| row[11] == id).count();
        assert_eq!(own, place["cells"].as_array().unwrap().len(), "its cells name it");
        assert!(rows[1..].iter().all(|row| row[11] != id || row[10] == "clear"));
    }
    assert_eq!(answer["findings"], wanted["n"]);
}

/// Rows of thirteen people over some days in Rotterdam, a third of them at one spot; two useless ones.
fn thirteen_people() -> Vec<String> {
    let mut rows: Vec<String> = (0..300_u64)
        .map(|n| {
            let (x, y) = ((n * 7919) % 101, (n * 104_729) % 97);
            let (x, y) = if n % 3 == 0 {
                (50 + x % 3, 50 + y % 3)
            } else {
                (x, y)
            };
            let (lon, lat) = (4.48 + x as f64 * 0.0002, 51.92 + y as f64 * 0.0001);
            let kinds = ["zwerfafval", "licht", "\"stank; rook\""];
            format!(
                "{lon:.6},{lat:.6},p{},2026-05-{:02}T12:00:00Z,{}",
                n % 13,
                n % 28 + 1,
                kinds[(n % 3) as usize]
            )
        })
        .collect();
    rows.push("0,0,p1,2026-05-01T12:00:00Z,licht".to_owned());
    rows.push(",,p1,2026-05-01T12:00:00Z,licht".to_owned());
    rows
}

#[test]
fn the_same_rows_in_any_order_written_any_way_give_the_same_bytes() {
    let desk = Desk::new();
    let rows = thirteen_people();
    let header = "lon,lat,who,when,kind";
    let options = [
        "--observer",
        "who",
        "--time",
        "when",
        "--category",
        "kind",
        "--json",
    ];
    let joined = |rows: &[String], end: &str| [&[header.to_owned()], rows].concat().join(end);
    let run = |name: &str, bytes: Vec<u8>| {
        let (file, cells, svg) = (
            desk.write(name, bytes),
            desk.path("cells.csv"),
            desk.path("map.svg"),
        );
        let written = [cells.to_str().unwrap(), svg.to_str().unwrap()];
        let answer = desk.done(
            &[
                &[file.as_str(), "--cells", written[0], "--svg", written[1]][..],
                &options,
            ]
            .concat(),
        );
        (answer, fs::read(cells).unwrap(), fs::read(svg).unwrap())
    };
    let first = run("one.csv", joined(&rows, "\n").into_bytes());
    let answer: Value = serde_json::from_str(&first.0).unwrap();
    assert!(!answer["places"].as_array().unwrap().is_empty(), "{answer}");
    assert_eq!(
        answer["rows"]["left_out"],
        json!({"no_place": 1, "null_island": 1})
    );
    assert_eq!(
        (&answer["people"], &answer["frame"]["name"]),
        (&json!(13), &json!("rd"))
    );
    assert!(!first.0.contains("one.csv") && !first.0.contains(desk.0.path().to_str().unwrap()));

    let mut backwards = rows.clone();
    backwards.reverse();
    let mut mixed: Vec<String> = rows.clone();
    mixed.sort_by_key(|row| {
        row.bytes()
            .map(u64::from)
            .fold(7, |sum, byte| (sum * 31 + byte) % 1_000_003)
    });
    assert_eq!(run("two.csv", joined(&backwards, "\n").into_bytes()), first);
    assert_eq!(
        run(
            "three.csv",
            format!("\u{feff}{}\r\n", joined(&mixed, "\r\n")).into_bytes()
        ),
        first
    );
    let semicolons = joined(&mixed, "\n")
        .replace("\"stank; rook\"", "~")
        .replace(',', ";")
        .replace('~', "\"stank; rook\"");
    assert_eq!(run("four.csv", semicolons.clone().into_bytes()), first);
    // Gzip is known by its bytes, not by its name.
    assert_eq!(run("five.csv", packed(semicolons.as_bytes())), first);
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut packer = flate2::read::GzEncoder::new(bytes, flate2::Compression::default());
    packer.read_to_end(&mut packed).unwrap();
    packed
}

#[test]
fn six_people_make_a_place_and_fifty_rows_of_one_do_not() {
    let desk = Desk::new();
    let mut csv = "x,y,wie,dag\n".to_owned();
    for n in 0..6 {
        writeln!(csv, "{},500,p{n},2026-06-0{}", 500 + n, n + 1).unwrap();
    }
    for n in 0..50 {
        writeln!(csv, "{},2000,gretig,2026-06-{:02}", 2000 + n % 9, n % 28 + 1).unwrap();
    }
    for n in 0..20 {
        writeln!(csv, "{},{},q{n},2026-06-12", n * 131, (n * 977) % 2600).unwrap();
    }
    let file = desk.write("rows.csv", csv);
    let with = desk.json(&[&file, "--observer", "wie", "--time", "dag"]);
    let places = with["places"].as_array().unwrap();
    assert_eq!(places.len(), 1, "{places:?}");
    assert_eq!(places[0]["people"], json!(6));
    assert_eq!(
        (&places[0]["days"], &places[0]["first"], &places[0]["last"]),
        (&json!(6), &json!("2026-06-01"), &json!("2026-06-06"))
    );
    assert_eq!(places[0]["id"], json!("2026-06-01_2026-06-28|all|25:20:20"));
    // Without --observer each row is its own person's.
    let without = desk.json(&[&file]);
    assert_eq!(without["places"][0]["findings"], json!(50));
    assert!(without["places"][0].get("days").is_none() && without.get("window").is_none());
}

#[test]
fn an_area_decides_which_cells_count_and_bad_areas_are_refused() {
    let desk = Desk::new();
    let mut csv = "lon,lat\n".to_owned();
    for n in 0..40 {
        writeln!(
            csv,
            "{},{}",
            4.5 + f64::from(n % 8) * 0.001,
            51.9 + f64::from(n / 8) * 0.001
        )
        .unwrap();
    }
    let file = desk.write("rows.csv", csv + "4.6,51.9\n");
    let square = |west: f64, east: f64| json!({"type": "Polygon", "coordinates": [[[west, 51.89], [east, 51.89], [east, 51.91], [west, 51.91], [west, 51.89]]]});
    let area = desk.write("area.geojson", square(4.49, 4.51).to_string());
    let answer = desk.json(&[&file, "--area", &area]);
    assert_eq!(
        (&answer["rows"]["used"], &answer["rows"]["outside"]),
        (&json!(40), &json!(1))
    );
    assert_eq!(answer["area"]["kind"], "file");
    let km2 = answer["area"]["km2"].as_f64().unwrap();
    assert!((km2 - 3.06).abs() < 0.03, "{km2}");
    let two = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {}, "geometry": square(4.49, 4.5035)},
        {"type": "Feature", "properties": null, "geometry": null},
        {"type": "Feature", "properties": {}, "geometry": square(4.5035, 4.51)},
    ]});
    let two = desk.write("two.geojson", format!("\u{feff}{two}"));
    assert_eq!(
        desk.json(&[&file, "--area", &two]),
        answer,
        "neighbours share no cell and lose none"
    );

    let line = json!({"type": "LineString", "coordinates": [[4.0, 51.0], [4.1, 51.1]]});
    let bad = desk.write(
        "bad.geojson",
        json!({"type": "FeatureCollection", "features": [line, square(4.5, 4.5)]}).to_string(),
    );
    let told = desk.refused(&[&file, "--area", &bad]);
    assert!(
        told.contains("feature 0: wrong_type") && told.contains("feature 1: "),
        "{told}"
    );
    let metres = desk.write("metres.csv", small([92_000.0, 437_000.0]));
    let told = desk.refused(&[&metres, "--area", &area]);
    assert!(told.contains("--frame rd"), "{told}");
    let rd = desk.json(&[&metres, "--area", &area, "--frame", "rd"]);
    assert_eq!(rd["rows"]["outside"], json!(61));
}

#[test]
fn every_fault_of_options_columns_and_area_is_told_at_once() {
    let desk = Desk::new();
    let file = desk.write("rows.csv", "a,b\n1,2\n");
    let told = desk.refused(&[
        &file,
        "--lon",
        "a",
        "--lat",
        "B",
        "--y",
        "c",
        "--time",
        "t",
        "--year",
        "j",
        "--only",
        "x",
        "--observer",
        "wie",
        "--tz",
        "Mars/Olympus",
        "--area",
        "/no/such.geojson",
        "--cells",
        &file,
    ]);
    for word in [
        "a place is --lon and --lat",
        "a time is --time",
        "--only needs --category",
        "no zone Mars/Olympus",
        "no column wie",
        "the columns a, b",
        "--area /no/such.geojson",
        "--cells would write over",
    ] {
        assert!(told.contains(word), "{word} is not in:\n{told}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "a,b\n1,2\n");
    assert!(
        desk.refused(&["/no/such.csv"])
            .contains("cannot read /no/such.csv")
    );
    assert!(desk.refused(&[&desk.write("empty.csv", "")]).contains("empty"));
    assert!(
        desk.refused(&[&desk.write("cut.csv.gz", &packed(small([0.0; 2]).as_bytes())[..60])])
            .contains("cannot be read")
    );
    assert!(desk.refused(&[&file, "--frame", "mercator"]).contains("mercator"));
    let wide = desk.write("wide.csv", "lon,lat\n4.5,51.9\n14.5,50.1\n");
    assert!(desk.refused(&[&wide]).contains("give the area with --area"));
    assert!(!desk.path("var").exists(), "no data folder is made for it");
}

#[test]
fn what_cannot_be_written_is_a_failure_and_no_refusal() {
    let desk = Desk::new();
    let file = desk.write("small.csv", small([0.0, 0.0]));
    for option in ["--cells", "--svg"] {
        let done = desk.run(&[&file, option, "/no/such/folder/out"]);
        assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
        assert!(text(&done.stderr).contains("cannot write /no/such/folder/out"));
    }
}

#[test]
fn nothing_or_too_little_is_an_answer_and_useless_rows_are_named_by_line() {
    let desk = Desk::new();
    let file = desk.write(
        "rows.csv",
        "lon,lat,c\n4.5,51.9,a\n,51.9,a\nx,51.9,a\n4.5,51.9,a\n",
    );
    let done = desk.run(&[&file, "--category", "c"]);
    assert_eq!(done.status.code(), Some(0));
    let (told, shown) = (text(&done.stderr), text(&done.stdout));
    assert!(
        told.contains("1 row left out, without a place (line 3)"),
        "{told}"
    );
    assert!(
        told.contains("1 row left out, with a place that is no number (line 4)"),
        "{told}"
    );
    assert!(shown.contains("Too few for places"), "{shown}");
    assert!(shown.contains("4 rows read, 2 used, 2 left out"), "{shown}");
    for (args, used) in [
        (&[file.as_str()][..], 2),
        (&[&file, "--category", "c", "--only", "z"], 0),
    ] {
        let answer = desk.json(args);
        assert_eq!(
            (&answer["too_few"], &answer["places"]),
            (&json!(true), &json!([]))
        );
        assert_eq!(answer["rows"]["used"], json!(used));
    }
    let svg = desk.path("map.svg");
    desk.done(&[
        &desk.write("none.csv", "lon,lat\n"),
        "--svg",
        svg.to_str().unwrap(),
    ]);
    let svg = fs::read_to_string(svg).unwrap();
    assert!(
        svg.starts_with("<svg")
            && svg.contains("Too few findings")
            && !svg.contains("NaN")
            && !svg.contains("inf")
    );
}

#[test]
fn the_table_and_the_map_show_the_places_in_rank_order_with_how_it_was_counted() {
    let desk = Desk::new();
    let file = desk.write("small.csv", small([0.0, 0.0]));
    let svg = desk.path("map.svg");
    let shown = desk.done(&[&file, "--svg", svg.to_str().unwrap()]);
    assert!(
        shown.contains("2 places stand out: 2 clear, 0 possible"),
        "{shown}"
    );
    let ranks: Vec<&str> = shown.lines().filter(|line| line.contains("  clear  ")).collect();
    assert_eq!(ranks.len(), 2);
    assert!(
        ranks[0].trim_start().starts_with("1  ") && ranks[1].trim_start().starts_with("2  "),
        "{shown}"
    );
    assert!(shown.contains("How we count") && shown.contains("no proof of crimes"));
    let svg = fs::read_to_string(svg).unwrap();
    // Two rings a clear place, each with its halo, and those of the legend.
    assert_eq!(svg.matches("<circle").count(), 2 * 4 + 4 + 2);
    assert!(!svg.contains("<script") && !svg.contains("href") && !svg.contains("url("));
}

/// A file of the shared data, or nothing and a notice.
fn shared(name: &str) -> Option<String> {
    let path = root().join("../shared/data/points").join(name);
    let here = path.exists();
    if !here {
        println!("skipped: shared data is not here");
    }
    here.then(|| path.to_str().unwrap().to_owned())
}

#[test]
fn houston_runs_as_it_is_without_the_rows_that_no_city_holds() {
    let Some(file) = shared("houston_2010_crime.csv.gz") else {
        return;
    };
    let desk = Desk::new();
    let done = desk.run(&[&file, "--lon", "lon", "--lat", "lat", "--time", "time", "--json"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let told = text(&done.stderr);
    assert!(
        told.contains("5 rows left out, without a place (line 17824, 61841,"),
        "{told}"
    );
    assert!(told.contains("211 rows left out, far away"), "{told}");
    let answer: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(answer["rows"]["read"], json!(86_314));
    assert_eq!(
        answer["rows"]["left_out"],
        json!({"no_place": 5, "far_away": 211})
    );
    assert_eq!(answer["findings"], json!(86_098));
    assert_eq!(answer["frame"]["name"], "local");
    assert!(answer["places"].as_array().unwrap().len() > 1_000);
}

#[test]
fn bradford_agrees_with_the_golden_file_in_numbers_and_the_ten_largest() {
    let Some(file) = shared("bradford_2011_2020_crime.csv.gz") else {
        return;
    };
    let desk = Desk::new();
    let filter = [
        "--year",
        "year",
        "--month",
        "month",
        "--category",
        "crime_type",
        "--only",
        "Anti-social behaviour",
    ];
    let whole = desk.json(&[&[file.as_str()][..], &filter].concat());
    assert_eq!(
        (&whole["findings"], &whole["rows"]["left_out"]),
        (&json!(13_047), &json!({}))
    );
    assert_eq!(whole["window"], json!(["2011-01-01", "2020-12-01"]));

    // The golden file has a plane of its own; as metres of that plane the figures are exactly its figures.
    let mut reader = csv::Reader::from_reader(flate2::read::GzDecoder::new(fs::File::open(&file).unwrap()));
    let mut metres = "east,north,kind\n".to_owned();
    for row in reader.records() {
        let row = row.unwrap();
        let (lon, lat): (f64, f64) = (row[3].parse().unwrap(), row[4].parse().unwrap());
        let east = 111_320.0 * 53.80_f64.to_radians().cos();
        writeln!(
            metres,
            "{},{},\"{}\"",
            (lon + 1.80) * east,
            (lat - 53.80) * 110_574.0,
            &row[2]
        )
        .unwrap();
    }
    let metres = desk.write("metres.csv", metres);
    let args = [
        "--x",
        "east",
        "--y",
        "north",
        "--frame",
        "metres",
        "--category",
        "kind",
        "--only",
        "Anti-social behaviour",
    ];
    let answer = desk.json(&[&[metres.as_str()][..], &args].concat());
    let wanted = &golden("hotspots_bradford.json")["voices_25m"];
    let places = answer["places"].as_array().unwrap();
    let clear: Vec<&Value> = places.iter().filter(|place| place["class"] == "clear").collect();
    assert_eq!(json!(clear.len()), wanted["hotspots_q005"]);
    for (place, wanted) in clear.iter().zip(wanted["top10"].as_array().unwrap()) {
        let id = format!(
            "undated|Anti-social behaviour|25:{}:{}",
            wanted["peak_ix"], wanted["peak_iy"]
        );
        assert_eq!(place["id"], json!(id));
        assert_eq!(
            (&place["h"], &place["voices"], &place["findings"]),
            (&wanted["H"], &wanted["D"], &wanted["findings"])
        );
        let (p, known) = (place["p"].as_f64().unwrap(), wanted["p"].as_f64().unwrap());
        assert!((p - known).abs() <= 1e-6 * known, "{p} is not {known}");
    }
}
