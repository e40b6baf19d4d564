/** A server of a test's own making, in place of `fetch`. */
import { vi } from 'vitest';
import { sha256Hex } from '../src/ground/outbox/sha256';

export interface Call {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}

/** Answers every call but the ping, and lists them. `answer` may return null to cut the line. */
export function serve(answer: (call: Call) => Promise<Response | null> | Response | null): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const call = { method: init.method ?? 'GET', path, body: init.body, headers: new Headers(init.headers) };
    if (path === '/api/ping') return json({ buurtschouw: true });
    calls.push(call);
    const response = await answer(call);
    if (!response) throw new TypeError('the line is cut');
    return response;
  });
  return calls;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', Buurtschouw: '1', ...headers },
  });
}

/** What our server says when it stored what came. */
export async function stored(call: Call): Promise<Response> {
  if (call.method === 'DELETE') return new Response(null, { status: 204, headers: { Buurtschouw: '1' } });
  const bytes =
    typeof call.body === 'string' ? new TextEncoder().encode(call.body) : (call.body as ArrayBuffer);
  return json({ id: call.path.split('/').at(-1), sha256: await sha256Hex(bytes), photos: [] }, 201);
}
