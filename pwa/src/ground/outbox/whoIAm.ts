/** Whose phone this is, as the outbox needs it; `rooms/people` keeps it. */
import { readSetting } from '../store/settings';

/** Who this phone is to the server, as far as it knows; null for nobody yet. */
export function whoIAm(): string | null {
  try {
    return (JSON.parse(readSetting('me') ?? 'null') as { id?: string } | null)?.id || null;
  } catch {
    return null;
  }
}
