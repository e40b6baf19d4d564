/** What the desk asks about parts that lie away from their buurt, who can begin no proposal, and findings by version. */
export const nlDesk = {
  'check.loose_part': 'Een los stuk van {name} ({area}) ligt nu bij {other}. Klopt dat?',
  'check.loose-stays': 'Een los stuk van {name} blijft bij {other}',
  'check.loose-home': 'Het losse stuk van {name} ligt bij {name}',
  'check.let-stay': 'Ja, zo laten',
  'check.not-let': 'Dat lukte niet. Probeer het straks opnieuw.',
  'new.one-buurt':
    'Jullie comité gaat over één buurt, en een grens is altijd van twee. Vraag je wijknetwerker om dit voorstel te maken.',
  'versions.counts.one': '1 bevinding binnen deze grenzen, {own} van toen die golden',
  'versions.counts.many': '{n} bevindingen binnen deze grenzen, {own} van toen die golden',
  'versions.count': '{name}: {n}, {own} van toen die gold',
  'versions.no-counts': 'De aantallen bevindingen ophalen lukt nu niet.',
} as const;
