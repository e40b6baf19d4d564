/** What is said around a finding just made: is it the same thing, and what may not be seen on its photo. */
export const nlAfter = {
  'same.now': 'Een buur zag dit net ook. Zelfde ding?',
  'same.before': 'Een buur zag dit al. Zelfde ding?',
  'same.what': '{what}, {n} m verderop, {when}',
  'same.photo': 'Foto van je buur: {what}',
  'same.yes': 'Ja, zelfde',
  'same.no': 'Nee, anders',
  'same.thanks': 'Dank je wel. We tellen dit als één ding, door jullie allebei gezien.',
  'same.failed': 'Je telefoon kon dit niet bewaren. Tik nog eens.',

  'apart.in': 'Dit is vaker vastgelegd. We tellen het als één ding.',
  'apart.do': 'Niet hetzelfde',
  'apart.ask': 'Gaat dit over iets anders? Dan tellen we het weer apart.',
  'apart.yes': 'Ja, iets anders',
  'apart.no': 'Nee, laat zo',
  'apart.said': 'Dank je wel. We tellen dit weer apart, zodra er bereik is.',

  'photo.unreadable': 'De foto konden we niet lezen. De rest is bewaard.',
  'photo.no-room': 'Je telefoon is vol. De tekst is bewaard, de foto past er niet meer bij.',
  'undo.sent': 'Weggehaald. Bij de anderen verdwijnt het zodra er bereik is.',

  'blur.title': 'Maak onherkenbaar',
  'blur.hint': 'Veeg over gezichten en kentekens. Wat je veegt, komt niet van je telefoon af.',
  'blur.photo': 'Jouw foto, om op te vegen. Met de pijlen schuif je een vierkant, met Enter pas je het toe.',
  'blur.at': 'Vierkant op {x} procent van links en {y} procent van boven',
  'blur.applied': 'Onherkenbaar gemaakt',
  'blur.undone': 'Laatste veeg weg',
  'blur.undo': 'Stap terug',
  'blur.done': 'Klaar',
  'blur.cancel': 'Niet nu',
  'blur.failed': 'Dit lukte niet. Maak de foto opnieuw, of leg vast zonder foto.',
} as const;

export type AfterKey = keyof typeof nlAfter;
