/**
 * A PUT that tells how far it is. `fetch` cannot, so the older way does it where there is one. Same answers as `ask`.
 */
import { type Answer, ask, type Request, readAnswer } from '../api/client';

/** Sends bytes; `onPart` hears which part went, 0 to 1. */
export async function upload<T>(
  path: string,
  request: Request & { bytes: ArrayBuffer },
  onPart: (part: number) => void,
): Promise<Answer<T>> {
  if (typeof XMLHttpRequest === 'undefined') return ask<T>(path, { ...request, method: 'PUT' });
  const response = await send(path, request, onPart);
  return readAnswer<T>(response);
}

/** The answer, or null when none came. */
function send(
  path: string,
  request: Request & { bytes: ArrayBuffer },
  onPart: (part: number) => void,
): Promise<Response | null> {
  return new Promise((done) => {
    const line = new XMLHttpRequest();
    line.open('PUT', path);
    line.responseType = 'text';
    line.timeout = request.timeout ?? 0;
    line.setRequestHeader('Accept', 'application/json');
    for (const [name, value] of Object.entries(request.headers ?? {})) line.setRequestHeader(name, value);
    line.upload.onprogress = ({ loaded, total }) => onPart(total > 0 ? loaded / total : 0);
    line.onload = () => done(answerOf(line, path));
    line.onerror = line.ontimeout = line.onabort = () => done(null);
    line.send(request.bytes);
  });
}

/** Somebody who sends us elsewhere is not our server. */
function answerOf(line: XMLHttpRequest, path: string): Response | null {
  if (new URL(line.responseURL).pathname !== path || line.status < 200) return null;
  const headers = new Headers();
  for (const name of ['Content-Type', 'Retry-After']) {
    const value = line.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  const empty = line.status === 204 || line.status === 304;
  return new Response(empty ? null : line.responseText, { status: line.status, headers });
}
