//! The two made-up cases: every finding somebody else's, and several people on several days.

use serde_json::Value;
use spatial::hotspots::{Class, Hotspots, Place, Rule, find};
use spatial::voices::Row;
use spatial::{Cell, Study, discovery, gi_star};

use super::{assert_close, cell, golden, grid, int};

/// Rows of a file in which every finding is somebody else's.
fn lone_rows(counts: &[f64], columns: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, &count) in counts.iter().enumerate() {
        for _ in 0..count as usize {
            let observer = u32::try_from(rows.len()).expect("few");
            rows.push(Row {
                observer,
                day: 0,
                cell: Cell::new((at % columns) as i32, (at / columns) as i32),
            });
        }
    }
    rows
}

fn positions(cells: &[Cell], columns: i32) -> Vec<i64> {
    cells
        .iter()
        .map(|cell| i64::from(cell.iy * columns + cell.ix))
        .collect()
}

#[test]
fn the_small_case_agrees_in_every_cell() {
    let file = golden("hotspots_small.json");
    let counts = grid(&file["counts"]);
    let rows = lone_rows(&counts, 12);
    let study = Study::from_weights(Cell::new(0, 0), 12, vec![1; 144]).expect("area");
    let spots = find(&rows, &study, &Rule::default());
    let method = &file["voices_method"];
    assert_close(
        spots.rate(),
        method["lambda_per_full_disc"].as_f64().expect("rate"),
        1e-12,
        "lambda",
    );

    let columns = ["disc_sum_D", "disc_cells"].map(|name| grid(&file[name]));
    let names = [
        "expected_global",
        "expected_local",
        "p_global",
        "p_local",
        "p",
        "H",
    ];
    let wanted = names.map(|name| grid(&method[name]));
    let mut p = Vec::new();
    for (at, cell) in study.cells().enumerate() {
        let figures = spots.figures(cell).expect("inside");
        assert_close(f64::from(figures.voices), columns[0][at], 0.0, "voices");
        assert_close(
            figures.expected.exposure * 13.0,
            columns[1][at],
            1e-12,
            "disc cells",
        );
        // The file gives ten digits.
        assert_close(figures.expected.global, wanted[0][at], 1e-9, "global");
        assert_close(figures.expected.local, wanted[1][at], 1e-9, "local");
        if figures.p < 1.0 {
            assert_close(
                figures.expected.p_global(figures.voices),
                wanted[2][at],
                1e-9,
                "p global",
            );
            assert_close(
                figures.expected.p_local(figures.voices),
                wanted[3][at],
                1e-9,
                "p local",
            );
        }
        assert_close(figures.p, wanted[4][at], 1e-9, "p");
        assert_close(f64::from(figures.height), wanted[5][at], 0.0, "H");
        p.push((figures.p, at));
    }
    p.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ascending: Vec<f64> = p.iter().map(|pair| pair.0).collect();
    let q = grid(&method["q"]);
    for (value, (_, at)) in discovery::adjusted(&ascending, 144).iter().zip(&p) {
        assert_close(*value, q[*at], 1e-9, "q");
    }
}

#[test]
fn the_small_case_agrees_in_every_place() {
    let file = golden("hotspots_small.json");
    let method = &file["voices_method"];
    let rows = lone_rows(&grid(&file["counts"]), 12);
    let study = Study::from_weights(Cell::new(0, 0), 12, vec![1; 144]).expect("area");
    for (q_clear, name) in [(0.05, "hotspots_q005"), (0.20, "hotspots_q020")] {
        let spots = find(
            &rows,
            &study,
            &Rule {
                q_clear,
                ..Rule::default()
            },
        );
        let listed = method[name].as_array().expect("places");
        assert_eq!(spots.places.len(), listed.len(), "{name}");
        for (place, wanted) in spots.places.iter().zip(listed) {
            assert_eq!(place.class, Class::Clear);
            assert_eq!(
                positions(&[place.peak], 12),
                [wanted["peak_cell"].as_i64().expect("cell")]
            );
            assert_eq!(
                positions(&[place.evidence], 12),
                [wanted["evidence_cell"].as_i64().expect("cell")]
            );
            assert_eq!(u64::from(place.height), wanted["peak_H"].as_u64().expect("H"));
            assert_eq!(u64::from(place.voices), wanted["D"].as_u64().expect("D"));
            assert_eq!(
                place.members.len() as u64,
                wanted["findings"].as_u64().expect("findings")
            );
            assert_eq!(serde_json::json!(positions(&place.cells, 12)), wanted["cells"]);
            for (got, key) in [
                (place.p, "p"),
                (place.q, "q"),
                (place.expected.local, "expected_local"),
            ] {
                assert_close(got, wanted[key].as_f64().expect("number"), 1e-9, key);
            }
        }
    }
}

#[test]
fn gi_star_agrees_with_the_small_case() {
    let file = golden("hotspots_small.json");
    let rows = lone_rows(&grid(&file["counts"]), 12);
    let study = Study::from_weights(Cell::new(0, 0), 12, vec![1; 144]).expect("area");
    let z = gi_star(rows.iter().map(|row| row.cell), &study);
    for ((_, got), wanted) in z.iter().zip(grid(&file["gi_star"]["z"])) {
        assert!((got - wanted).abs() <= 1e-9, "{got} is not {wanted}");
    }
}

/// Rows and study area of the case with several people.
fn people_case(file: &Value) -> (Vec<Row>, Study) {
    let row = |value: &Value| Row {
        observer: u32::try_from(int(&value[0])).expect("observer"),
        day: int(&value[1]),
        cell: Cell::new(int(&value[2]), int(&value[3])),
    };
    let rows = file["rows"].as_array().expect("rows").iter().map(row).collect();
    let weights = grid(&file["area"]).iter().map(|&weight| weight as u32).collect();
    (
        rows,
        Study::from_weights(Cell::new(0, 0), 40, weights).expect("area"),
    )
}

fn walked(file: &Value, study: &Study) -> Study {
    let passes = grid(&file["passes"]);
    let passes = passes.iter().enumerate();
    study
        .walked(passes.map(|(at, &count)| (Cell::new((at % 40) as i32, (at / 40) as i32), count as u32)))
        .expect("walked")
}

fn assert_figures(spots: &Hotspots<'_>, wanted: &Value) {
    let names = [
        "voices",
        "people",
        "cell_voices",
        "exposure",
        "expected_global",
        "expected_local",
        "p",
    ];
    let wanted = names.map(|name| grid(&wanted[name]));
    let [voices, people, cell_voices, exposure, global, local, p] = &wanted;
    for (at, &voices) in voices.iter().enumerate() {
        let cell = Cell::new((at % 40) as i32, (at / 40) as i32);
        let figures = spots.figures(cell).expect("inside");
        assert_close(f64::from(figures.voices), voices, 0.0, "voices");
        assert_close(f64::from(figures.people), people[at], 0.0, "people");
        assert_close(
            f64::from(figures.cell_voices),
            cell_voices[at],
            0.0,
            "cell voices",
        );
        assert_close(figures.expected.exposure, exposure[at], 1e-12, "exposure");
        assert_close(figures.expected.global, global[at], 1e-12, "global");
        assert_close(figures.expected.local, local[at], 1e-11, "local");
        assert_close(figures.p, p[at], 1e-9, "p");
    }
}

fn assert_places(places: &[&Place], wanted: &Value) {
    let wanted = wanted.as_array().expect("places");
    assert_eq!(places.len(), wanted.len());
    for (place, wanted) in places.iter().zip(wanted) {
        assert_eq!(
            place.peak,
            Cell::new(int(&wanted["peak_ix"]), int(&wanted["peak_iy"]))
        );
        assert_eq!(u64::from(place.height), wanted["h"].as_u64().expect("h"));
        assert_eq!(
            u64::from(place.voices),
            wanted["voices"].as_u64().expect("voices")
        );
        assert_eq!(
            u64::from(place.people),
            wanted["people"].as_u64().expect("people")
        );
        assert_close(place.p, wanted["p"].as_f64().expect("p"), 1e-9, "p");
        let cells: Vec<Cell> = wanted["cells"]
            .as_array()
            .expect("cells")
            .iter()
            .map(cell)
            .collect();
        assert_eq!(place.cells, cells);
    }
}

#[test]
fn the_case_with_people_agrees_in_every_cell_and_place_with_and_without_passes() {
    let file = golden("hotspots_people.json");
    let (rows, area) = people_case(&file);
    let walked = walked(&file, &area);
    for (study, name) in [(&area, "without_passes"), (&walked, "with_passes")] {
        let wanted = &file[name];
        let spots = find(&rows, study, &Rule::default());
        assert_eq!(
            spots.findings as u64,
            wanted["rows_in_area"].as_u64().expect("rows")
        );
        assert_figures(&spots, wanted);
        let clear: Vec<&Place> = spots
            .places
            .iter()
            .filter(|place| place.class == Class::Clear)
            .collect();
        assert_places(&clear, &wanted["places_clear"]);
        // The separate run at .20: ask for clear places at that rate.
        let loose = Rule {
            q_clear: 0.20,
            ..Rule::default()
        };
        let spots = find(&rows, study, &loose);
        assert_places(&spots.places.iter().collect::<Vec<_>>(), &wanted["places_q020"]);
        assert!(
            spots
                .places
                .iter()
                .flat_map(|place| &place.cells)
                .all(|cell| study.contains(*cell))
        );
    }
}
