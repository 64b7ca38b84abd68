use super::*;

/// The same text with plain spaces and hyphens, to be readable here.
fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ")
        .replace('\u{2212}', "-")
        .replace('\u{2013}', "none")
}

#[test]
fn shares_show_as_many_digits_as_they_carry() {
    for (percent, text) in [
        (0.0, "0 %"),
        (0.000_01, "<0.01 %"),
        (0.009_99, "<0.01 %"),
        (0.01, "0.01 %"),
        (0.155_038_759_689_922, "0.16 %"), // an example row of the vendor's
        (9.994, "9.99 %"),
        (9.996, "10.0 %"),
        (28.449_612_403_100_8, "28.4 %"), // the 500 of the realtime codes sample
        (99.94, "99.9 %"),
        (99.96, "99.96 %"),
        (99.999_9, "99.99 %"),
        (100.0, "100 %"),
        (100.000_000_000_000_04, "100 %"), // the sum of that sample
        (100.3, "100.30 %"),
        (-1.5, "-1.50 %"),
        (f64::NAN, "none"),
    ] {
        assert_eq!(plain(&share(percent)), text, "{percent}");
    }
    assert_eq!(plain(&share_precise(28.449_612_403_100_8)), "28.45 %");
    assert_eq!(plain(&share_precise(100.0)), "100 %");
    assert_eq!(share(1.0), "1.00\u{202f}%");
    assert_eq!(share_in(1.0, Lang::Zh), "1.00%");
}

#[test]
fn points_are_signed_and_never_hide_a_change() {
    for (difference, text) in [
        (0.8, "+0.8"),
        (-0.1, "-0.1"),
        (0.0, "0.0"),
        (0.04, "+0.04"),
        (-0.001, "-<0.01"),
        (12.34, "+12.3"),
        (f64::NAN, "none"),
    ] {
        assert_eq!(plain(&points(difference)), text, "{difference}");
    }
}

#[test]
fn rates_and_volumes_have_three_digits_and_one_prefix() {
    for (bits, text) in [
        (0.0, "0 bps"),
        (7.0, "7 bps"),
        (999.4, "999 bps"),
        (999.6, "1.00 kbps"),
        (412_345_678.0, "412 Mbps"),
        (1.5e9, "1.50 Gbps"),
        (1e30, "1000000000000 Ebps"),
        (f64::NAN, "none"),
    ] {
        assert_eq!(plain(&bit_rate(bits).text("bps")), text, "{bits}");
    }
    assert_eq!(plain(&volume_in_bits(33_886.0)), "33.9 kbit"); // the one slot of the origin traffic sample
    assert_eq!(plain(&volume(33_886.0 / 8.0)), "4.24 kB");
    assert_eq!(plain(&volume(412e6 * 55.0 * 60.0 / 8.0)), "170 GB"); // the product research's own sum
    let row = si(1_200.0);
    assert_eq!(
        (row.number(), row.unit("bps")),
        ("1.20".to_owned(), "kbps".to_owned())
    );
    assert_eq!(row.same_prefix(56.0).number(), "0.06");
    assert_eq!(row.same_prefix(4.0).number(), "<0.01");
    assert_eq!(plain(&row.same_prefix(f64::NAN).number()), "none");
}

#[test]
fn counts_are_separated_by_thousands() {
    for (value, text) in [
        (0.0, "0"),
        (999.0, "999"),
        (33_886.0, "33,886"),
        (1_234_567.9, "1,234,567"),
        (-1_000.0, "-1,000"),
        (-0.4, "0"),
    ] {
        assert_eq!(plain(&count(value)), text, "{value}");
    }
}

#[test]
fn clocks_and_days_follow_the_zone() {
    let at = 1_519_880_400; // 2018-03-01T05:00:00Z
    assert_eq!(
        (clock(at, 0), day(at, 0)),
        ("05:00".to_owned(), "2018-03-01".to_owned())
    );
    assert_eq!(
        (clock(at, -6 * 3_600), day(at, -6 * 3_600)),
        ("23:00".to_owned(), "2018-02-28".to_owned())
    );
    assert_eq!(clock(at, 19_800), "10:30");
}

#[test]
fn spans_use_the_largest_unit_that_is_whole() {
    for (seconds, text) in [
        (60, "1 min"),
        (300, "5 min"),
        (3_600, "1 h"),
        (5_400, "90 min"),
        (86_400, "1 d"),
        (45, "45 s"),
        (0, "0 s"),
    ] {
        assert_eq!(plain(&span(seconds)), text);
    }
}

#[test]
fn a_binary_volume_has_powers_of_1024() {
    for (bytes, text) in [
        (0.0, "0 B"),
        (1_000.0, "1000 B"),
        (1_024.0, "1 KiB"),
        (1_048_576.0 * 1.5, "1.50 MiB"),
        (1_023.6, "1.00 KiB"),
        // 170 GB.
        (170e9, "158 GiB"),
        (1_024.0_f64.powi(6), "1024 PiB"),
    ] {
        assert_eq!(binary_volume(bytes).replace(NARROW, " "), text, "{bytes}");
    }
    assert_eq!(binary_volume(f64::NAN), NOTHING);
}
