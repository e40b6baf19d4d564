/**
 * The one way to the server. Never throws: an answer is either data or a problem with every fault in it.
 * An answer that is not ours (a wifi login page) is a problem with status 0, so nothing is ever mistaken for "arrived".
 */
import { hearServer } from '../clock';
import type { Fault, Problem } from './types';

export type Answer<T> =
  | { ok: true; status: number; data: T; headers: Headers }
  | { ok: false; status: number; problem: Problem };

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** sent as JSON */
  json?: unknown;
  /** sent as they are; give a Content-Type in `headers` */
  bytes?: BodyInit;
  headers?: Record<string, string>;
  /** milliseconds until we give up; default 20 s */
  timeout?: number;
}

const PATIENCE = 20_000;

/** Asks one door, for example `ask<Me>('/api/me')`. `T` is void for doors that answer 204. */
export async function ask<T>(path: string, request: Request = {}): Promise<Answer<T>> {
  return readAnswer<T>(await reach(path, request));
}

/** What a response means; null when none came. */
export async function readAnswer<T>(response: Response | null): Promise<Answer<T>> {
  if (!response) return failed(0, 'no_answer');
  return response.ok ? read<T>(response) : refused(response);
}

async function reach(path: string, request: Request): Promise<Response | null> {
  try {
    const answer = await fetch(path, {
      method: request.method ?? 'GET',
      headers: headersOf(request),
      body: bodyOf(request),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(request.timeout ?? PATIENCE),
    });
    hearServer(answer.headers.get('Date'));
    return answer;
  } catch {
    return null;
  }
}

function headersOf(request: Request): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', ...request.headers };
  if (request.json !== undefined) headers['Content-Type'] = 'application/json';
  return headers;
}

function bodyOf(request: Request): BodyInit | undefined {
  return request.json === undefined ? request.bytes : JSON.stringify(request.json);
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const { status, headers } = response;
  if (status === 204) return { ok: true, status, data: undefined as T, headers };
  if (!/json/.test(headers.get('Content-Type') ?? '')) return failed(0, 'not_ours');
  try {
    return { ok: true, status, data: (await response.json()) as T, headers };
  } catch {
    return failed(0, 'cut_short');
  }
}

async function refused<T>(response: Response): Promise<Answer<T>> {
  const retryAfter = Number.parseFloat(response.headers.get('Retry-After') ?? '');
  const told = await response.json().catch(() => ({}));
  const problem: Problem = {
    status: response.status,
    code: typeof told?.code === 'string' ? told.code : `http_${response.status}`,
    faults: Array.isArray(told?.faults) ? (told.faults as Fault[]) : [],
    ...(Number.isFinite(retryAfter) ? { retryAfter } : {}),
  };
  return { ok: false, status: response.status, problem };
}

function failed<T>(status: number, code: string): Answer<T> {
  return { ok: false, status, problem: { status, code, faults: [] } };
}
