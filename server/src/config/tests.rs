//! Tests of the settings.

use super::*;

#[test]
fn all_faults_are_told_at_once() {
    let given = Given {
        listen: Some("here".into()),
        database_url: Some("mysql://x".into()),
        tls_cert: Some("/no/such/file".into()),
        basemap: Some("/no/such/map".into()),
        time_zone: Some("Mars/Olympus".into()),
        reads_per_minute: Some("0".into()),
        log_format: Some("xml".into()),
        ..Given::default()
    };
    let faults = Config::judge(&given).unwrap_err();
    for name in [
        "listen",
        "database_url",
        "tls_cert:",
        "give both",
        "time_zone",
        "basemap: /no/such/map cannot read it",
        "reads_per_minute",
        "log_format",
    ] {
        assert!(
            faults.iter().any(|fault| fault.contains(name)),
            "{name} is not in {faults:?}"
        );
    }
    assert_eq!(faults.len(), 8, "{faults:?}");
}

#[test]
fn a_flag_beats_the_file_and_unknown_names_in_the_file_are_faults() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("settings.toml");
    std::fs::write(
        &path,
        "listen = \"127.0.0.1:9\"\nfindings_per_minute = 7\nfarbe = \"blau\"\n",
    )
    .unwrap();
    let mut given = Given {
        config: Some(path.clone()),
        listen: Some("127.0.0.1:10".into()),
        ..Given::default()
    };
    assert_eq!(
        Config::judge(&given).unwrap_err(),
        ["config: unknown setting farbe"]
    );
    std::fs::write(&path, "listen = \"127.0.0.1:9\"\nfindings_per_minute = 7\n").unwrap();
    let config = Config::judge(&given).unwrap();
    assert_eq!((config.listen.port(), config.rates.findings), (10, 7));
    given.listen = None;
    assert_eq!(Config::judge(&given).unwrap().listen.port(), 9);
}
