/** Dutch texts of the camera view and of everything that waits to be sent beside new findings. */
export const nlCapture = {
  'camera.shutter': 'Maak de foto',
  'camera.view': 'Wat de camera ziet',
  'camera.phone': 'Camera van je telefoon',
  'camera.own': 'Camera in de app',
  'camera.torch': 'Lamp',
  'camera.opening': 'De camera gaat open',
  'camera.off': 'De app mag de camera niet gebruiken. Maak de foto met je telefoon.',
  'capture.photo-heic':
    'Deze foto is van het soort HEIC. Dat kan jouw telefoon hier niet lezen. Kies een JPEG, of leg vast zonder foto.',

  'outbox.why.other_person':
    'Dit bewaarde je toen deze telefoon voor ons iemand anders was. Doe weer mee met de code, of probeer het zo.',

  'saved.helps': 'Wat zou helpen?',
  'saved.helps-hint': 'Je mag er één kiezen. Het hoeft niet.',

  'finding.add': 'Vul iets aan',
  'finding.add-not': 'Niet nu',
  'finding.add-keep': 'Bewaar',
  'finding.added': 'Bewaard op je telefoon. We sturen het zo na.',

  'app.update-later': 'Een ander tabblad is nog bezig. Probeer het zo nog eens.',
  'outbox.why.future': 'De klok van je telefoon loopt voor. Zet hem goed en probeer opnieuw.',

  'outbox.kind.begin': 'Begin van je schouw',
  'outbox.kind.change': 'Aanvulling',
  'outbox.kind.confirm': 'Ik zie dit ook',
  'outbox.kind.same': 'Zelfde als een andere bevinding',
  'outbox.kind.passes': 'Waar je liep',
  'outbox.kind.walk': 'Stand van je schouw',
  'outbox.why.unknown': 'De bevinding is niet meer te vinden',
  'outbox.why.ended': 'Deze schouw is al klaar',
  'outbox.why.gone': 'De bevinding is ingetrokken',
  'outbox.why.own': 'Dit is jouw eigen bevinding',
  'outbox.after': 'Gaat na de bevinding',
  'outbox.part': 'Bezig, {n} procent',
  'outbox.file': 'Bewaar alles als bestand',
  'outbox.file-made': 'Bewaard als bestand: {name}',
  'outbox.file-failed': 'Het bestand kon niet gemaakt worden.',
  'outbox.not-lasting': 'Zet de app op je beginscherm. Dan gooit je telefoon niets weg als hij vol raakt.',
  'outbox.full': 'Je telefoon is bijna vol. Maak ruimte, of verzend eerst.',
} as const;
