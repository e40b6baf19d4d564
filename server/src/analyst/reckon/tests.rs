//! Planes and areas: what holds them and what does not move them.

use super::*;
use crate::analyst::{columns::Columns, read_csv::read};

fn asked(frame: Option<FrameName>) -> Asked {
    Asked {
        columns: Columns::default(),
        frame,
    }
}

fn laid(text: &str, frame: Option<FrameName>) -> Result<Laid, Vec<String>> {
    let table = read(text.as_bytes(), &Columns::default()).unwrap();
    lay_out(table, &asked(frame), &Area::default())
}

/// Rows around a place, a cell or so apart.
fn around(lon: f64, lat: f64, count: usize) -> String {
    let row = |n: usize| format!("{},{}\n", lon + n as f64 * 0.0005, lat + (n % 7) as f64 * 0.0004);
    "lon,lat\n".to_owned() + &(0..count).map(row).collect::<String>()
}

#[test]
fn the_plane_is_rd_in_the_netherlands_and_local_elsewhere_whatever_strays() {
    let dutch = laid(&(around(4.48, 51.92, 30) + "-70,10\n"), None).unwrap();
    assert_eq!(dutch.frame, Some(Frame::Rd));
    let texan = laid(&around(-95.41, 29.74, 30), None).unwrap();
    let Some(Frame::Local(plane)) = texan.frame else {
        panic!("{:?}", texan.frame)
    };
    assert_eq!(plane.origin(), Lonlat::new(-95.4, 29.7));
    let local = laid(&around(4.48, 51.92, 30), Some(FrameName::Local)).unwrap();
    assert!(matches!(local.frame, Some(Frame::Local(_))));
    let bare = laid("x,y\n10,10\n80,60\n", None).unwrap();
    assert!(bare.frame.is_none());
    assert_eq!((bare.rows[1].cell, bare.cells), (Cell::new(3, 2), 12));
    let rd = laid("x,y\n92000,437000\n", Some(FrameName::Rd)).unwrap();
    assert_eq!(
        (rd.frame, rd.rows[0].cell),
        (Some(Frame::Rd), Cell::new(3680, 17480))
    );
}

#[test]
fn a_few_rows_in_another_country_are_left_out_and_another_town_is_refused() {
    let few = laid(&(around(4.48, 51.92, 300) + "14.4,50.1\n-70,10\n30,30\n"), None).unwrap();
    let left = &few.left_out[&Reason::FarAway];
    assert_eq!((left.rows, left.lines.as_slice()), (3, &[302, 303, 304][..]));
    assert_eq!((few.rows.len(), few.categories.len()), (300, 300));
    assert!(few.cells < 10_000);

    let town = around(14.4, 50.1, 80);
    let refused = laid(
        &(around(4.48, 51.92, 300) + town.strip_prefix("lon,lat\n").unwrap()),
        None,
    )
    .err()
    .unwrap();
    assert!(refused[0].contains("cells of 25 m"), "{refused:?}");
    assert_eq!(
        refused[1],
        "of 380 rows, seen from their middle: 80 beyond 50 km, 80 beyond 100 km, 80 beyond 200 km"
    );
    assert!(refused[2].contains("--area"));
}

#[test]
fn what_still_fits_is_never_left_out_but_spoken_of() {
    let wide = laid(&(around(4.48, 51.92, 300) + "5.1,52.1\n"), None).unwrap();
    assert_eq!((wide.rows.len(), wide.stray, wide.left_out.len()), (301, 1, 0));
    let tight = laid(&around(4.48, 51.92, 300), None).unwrap();
    assert_eq!(tight.stray, 0);
}

#[test]
fn no_rows_and_one_row_and_a_million_on_one_spot_are_an_area_too() {
    let none = laid("lon,lat\n", None).unwrap();
    assert_eq!((none.cells, none.rows.len()), (0, 0));
    let one = laid("lon,lat\n4.48,51.92\n", None).unwrap();
    assert_eq!((one.cells, one.rows.len()), (1, 1));
    let heap = laid(&("lon,lat\n".to_owned() + &"4.48,51.92\n".repeat(5_000)), None).unwrap();
    assert_eq!((heap.cells, heap.rows.len()), (1, 5_000));
}
