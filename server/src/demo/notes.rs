//! What walkers write beside a finding, and which drawn picture shows it. Plain Dutch, about places, never persons.

/// Codes of categories, and remarks that fit them.
type Remarks = (&'static [&'static str], &'static [&'static str]);

const REMARKS: [Remarks; 25] = [
    (
        &["zwerfafval", "schoon"],
        &[
            "Veel blikjes en plastic langs de stoep.",
            "De wind blaast alles hier in de hoek.",
            "Vorige week lag het hier ook vol.",
        ],
    ),
    (
        &["afval-bij-container", "container-vol"],
        &[
            "De container zit dicht, dus zakken staan ernaast.",
            "Elke week staat hier weer afval naast.",
            "Het ruikt hier niet fris.",
        ],
    ),
    (
        &["grofvuil"],
        &[
            "Oude kast en een matras.",
            "Ligt hier al een paar dagen.",
            "Planken met spijkers, pas op.",
        ],
    ),
    (
        &["ongedierte"],
        &[
            "Er schoot iets weg onder de zakken.",
            "Gaten in de grond bij de struiken.",
        ],
    ),
    (
        &["bak-vol"],
        &["De bak puilt uit.", "Het deksel sluit niet meer."],
    ),
    (
        &["hondenpoep"],
        &["Vlak naast de speelplek.", "Een bak met zakjes zou helpen."],
    ),
    (
        &["struik-hoog", "groen"],
        &[
            "Je kijkt niet over de struik heen.",
            "De stoep is hier half zo breed door het groen.",
            "In het donker loop ik hier liever om.",
        ],
    ),
    (
        &["groen-voor-lamp"],
        &[
            "De takken hangen voor de lamp.",
            "De lamp brandt wel, maar je ziet er niets van.",
        ],
    ),
    (
        &["onkruid", "boomspiegel"],
        &[
            "Hier kan iets moois groeien.",
            "Wij willen hier wel planten zetten.",
        ],
    ),
    (
        &["water-vuil", "water-blijft", "vuil-water"],
        &[
            "Na regen staat hier een grote plas.",
            "Er drijft plastic tussen het riet.",
            "De put loopt niet door.",
        ],
    ),
    (
        &["tegel", "heel", "gat"],
        &[
            "Losse tegel, je struikelt er zo over.",
            "Boomwortels duwen de stoep omhoog.",
            "Met een kinderwagen kom je hier niet langs.",
        ],
    ),
    (
        &["rolstoel", "stoep-dicht"],
        &["Geen ruimte voor een rolstoel.", "Je moet hier de weg op."],
    ),
    (&["bank"], &["Er mist een plank."]),
    (
        &["lamp-uit", "licht", "lamp-knippert"],
        &[
            "Deze lamp is uit, de volgende ook.",
            "Het hele stuk tot de hoek is donker.",
            "De lamp gaat aan en uit.",
        ],
    ),
    (
        &["te-donker"],
        &[
            "Je ziet niet wie er aankomt.",
            "Hier loop ik snel door.",
            "Nog een lamp zou fijn zijn.",
        ],
    ),
    (
        &["slecht-zicht", "oversteek"],
        &[
            "Je ziet auto's pas op het laatst.",
            "Kinderen steken hier over naar school.",
        ],
    ),
    (
        &["te-hard"],
        &[
            "Er wordt hier hard gereden, vooral na het eten.",
            "De drempel is bijna plat.",
        ],
    ),
    (
        &["fietsen", "fout-parkeren", "wrak"],
        &[
            "Staat midden op de stoep.",
            "Fiets zonder wielen, staat er al lang.",
        ],
    ),
    (&["gevoel"], &["Er is hier weinig te zien en weinig licht."]),
    (
        &["parel-groen"],
        &["Wat een mooie geveltuin!", "Hier zoemt het van de bijen."],
    ),
    (&["parel-kunst"], &["Vrolijke muur, je wordt er blij van."]),
    (
        &["parel-plek"],
        &["Fijne plek om even te zitten.", "Hier maken buren een praatje."],
    ),
    (
        &["idee-groen"],
        &[
            "Hier kunnen een paar tegels uit.",
            "Een boom zou hier schaduw geven.",
        ],
    ),
    (&["idee-zitten"], &["Een bankje in de zon, graag."]),
    (&["idee-spelen"], &["Een plek om te basketballen zou leuk zijn."]),
];

/// Remarks that fit a category; empty for one that has none.
pub(crate) fn of(category: &str) -> &'static [&'static str] {
    REMARKS
        .iter()
        .find(|(codes, _)| codes.contains(&category))
        .map_or(&[], |(_, remarks)| *remarks)
}

/// Drawn pictures that show a category; none for what is about people or feelings.
pub(crate) fn pictures_of(category: &str) -> &'static [usize] {
    match category {
        "zwerfafval" | "schoon" | "afval-bij-container" | "container-vol" | "grofvuil" | "bak-vol" => {
            &[0, 1, 2]
        }
        "lamp-uit" | "licht" | "lamp-knippert" | "te-donker" => &[3, 4, 5],
        "struik-hoog" | "groen" | "groen-voor-lamp" | "slecht-zicht" => &[6, 7, 8],
        "tegel" | "heel" | "gat" | "rolstoel" => &[9, 10, 11],
        "parel-plek" | "idee-zitten" | "bank" => &[12, 13, 14],
        "water-vuil" | "water-blijft" => &[15, 16, 17],
        "parel-groen" | "boomspiegel" | "idee-groen" => &[18, 19, 20],
        "oversteek" | "fietsen" | "stoep-dicht" => &[21, 22, 23],
        _ => &[],
    }
}

/// Whether people often feel less safe where they see this.
pub(crate) fn makes_uneasy(category: &str) -> bool {
    matches!(
        category,
        "te-donker" | "lamp-uit" | "licht" | "lamp-knippert" | "gevoel" | "groen-voor-lamp" | "struik-hoog"
    )
}
