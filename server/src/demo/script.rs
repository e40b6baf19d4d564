//! What the example story is made of: when people walked, where things pile up, and what is seen everywhere.

/// A schouw before it gets its date: title, meeting point, days ago, minutes after midnight UTC, walkers left out.
pub(crate) struct Plan {
    pub title: &'static str,
    pub meeting_point: &'static str,
    pub buurt: usize,
    pub days_ago: i64,
    pub starts_min: i64,
    pub absent: &'static [usize],
}

/// The three schouwen, the oldest first; the latest ends before midnight in the Netherlands.
pub(crate) const PLANS: [Plan; 3] = [
    Plan {
        title: "Dagschouw Wilgenpark",
        meeting_point: "Ingang van het park, hoek Parkrand",
        buurt: 5,
        days_ago: 120,
        starts_min: 13 * 60,
        absent: &[2, 7, 11, 14, 19],
    },
    Plan {
        title: "Avondschouw Zeilmakersbuurt",
        meeting_point: "Speelplek aan de Zeilstraat",
        buurt: 1,
        days_ago: 60,
        starts_min: 19 * 60,
        absent: &[0, 5, 12, 16],
    },
    Plan {
        title: "Lichtschouw Sextantplein",
        meeting_point: "Bankje op het Sextantplein",
        buurt: 6,
        days_ago: 18,
        starts_min: 18 * 60 + 30,
        absent: &[3, 9, 17],
    },
];

/// A place where many see the same: a street, how far along it (0 to 1), how wide it spreads in metres, categories
/// that take turns, and how many walkers see it on each of the three schouwen.
pub(crate) struct Pile {
    pub street: &'static str,
    pub along: f64,
    pub spread_m: f64,
    pub categories: &'static [&'static str],
    pub seen: [usize; 3],
}

/// Five clear places first, then two that stay doubtful.
pub(crate) const PILES: [Pile; 7] = [
    Pile {
        street: "Parkrand",
        along: 0.5,
        spread_m: 18.0,
        categories: &[
            "struik-hoog",
            "struik-hoog",
            "te-donker",
            "groen-voor-lamp",
            "zwerfafval",
        ],
        seen: [6, 5, 7],
    },
    Pile {
        street: "Zeilstraat",
        along: 0.45,
        spread_m: 15.0,
        categories: &[
            "afval-bij-container",
            "afval-bij-container",
            "grofvuil",
            "container-vol",
            "ongedierte",
        ],
        seen: [5, 7, 5],
    },
    Pile {
        street: "Graadboogstraat",
        along: 0.4,
        spread_m: 16.0,
        categories: &["lamp-uit", "lamp-uit", "te-donker", "lamp-knippert", "licht"],
        seen: [1, 6, 9],
    },
    Pile {
        street: "Kuiperssingel",
        along: 0.64,
        spread_m: 17.0,
        categories: &["slecht-zicht", "te-hard", "oversteek", "te-hard", "struik-hoog"],
        seen: [5, 4, 6],
    },
    Pile {
        street: "Vatenstraat",
        along: 0.5,
        spread_m: 14.0,
        categories: &["tegel", "tegel", "rolstoel", "heel", "water-blijft"],
        seen: [7, 3, 4],
    },
    Pile {
        street: "Bakenstraat",
        along: 0.55,
        spread_m: 15.0,
        categories: &["fietsen", "stoep-dicht"],
        seen: [2, 2, 1],
    },
    Pile {
        street: "Vaandelstraat",
        along: 0.5,
        spread_m: 15.0,
        categories: &["hondenpoep", "zwerfafval", "bak-vol"],
        seen: [1, 2, 2],
    },
];

/// What is seen everywhere, and how often: the more tickets the more often.
pub(crate) const TICKETS: [(&str, usize); 34] = [
    ("zwerfafval", 9),
    ("schoon", 4),
    ("grofvuil", 4),
    ("hondenpoep", 5),
    ("graffiti", 3),
    ("bak-vol", 3),
    ("vuil-water", 2),
    ("struik-hoog", 4),
    ("boomspiegel", 3),
    ("onkruid", 4),
    ("groen", 2),
    ("water-vuil", 1),
    ("water-blijft", 3),
    ("tegel", 8),
    ("heel", 3),
    ("gat", 3),
    ("stoep-dicht", 3),
    ("bank", 2),
    ("bord", 3),
    ("wrak", 3),
    ("speeltoestel", 1),
    ("lamp-uit", 4),
    ("te-donker", 3),
    ("lamp-knippert", 2),
    ("fout-parkeren", 5),
    ("fietsen", 4),
    ("te-hard", 3),
    ("parel-groen", 6),
    ("parel-kunst", 3),
    ("parel-plek", 4),
    ("idee-groen", 5),
    ("idee-zitten", 4),
    ("idee-spelen", 3),
    ("gevoel", 2),
];
