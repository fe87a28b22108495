/** Why a request to the service did not succeed; each kind has a text that says what to do. */
export type FailureKind =
  'maintenance' | 'busy' | 'rate_limited' | 'offline' | 'unreachable' | 'too_large' | 'invalid' | 'cut' | 'fault';

export interface Failure {
  readonly kind: FailureKind;
  /** Seconds after which the server wants to be asked again; null where it did not say. */
  readonly retryAfterS: number | null;
}

/** Loading and overload pass within seconds, maintenance does not: from this pause on, coming back "in a moment" is no advice. */
const MAINTENANCE_RETRY_S = 60;
/** An answer in more than a day is no advice either, and such a header is more likely wrong. */
const RETRY_AFTER_MAX_S = 86_400;

/** Reads the failure out of a response that is not a success. */
export function failureOf(response: Response): Failure {
  const retryAfterS = retryAfter(response.headers.get('Retry-After'));
  return { kind: kindOf(response.status, retryAfterS), retryAfterS };
}

/** The failure of a request that got no response: no connection at all, or none to the service. */
export function connectionFailure(isOnline: boolean): Failure {
  return { kind: isOnline ? 'unreachable' : 'offline', retryAfterS: null };
}

function kindOf(status: number, retryAfterS: number | null): FailureKind {
  switch (status) {
    case 413:
      return 'too_large';
    case 429:
      return 'rate_limited';
    case 400:
    case 422:
      return 'invalid';
    case 502:
    case 504:
      return 'unreachable';
    case 503:
      return retryAfterS !== null && retryAfterS < MAINTENANCE_RETRY_S ? 'busy' : 'maintenance';
    default:
      return 'fault';
  }
}

function retryAfter(header: string | null): number | null {
  if (header === null || !/^\d{1,6}$/.test(header.trim())) return null;
  const seconds = Number(header);
  return seconds > 0 && seconds <= RETRY_AFTER_MAX_S ? seconds : null;
}
