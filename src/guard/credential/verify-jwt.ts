import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { loadPeer } from '../load-peer.ts';
import type { JwtSettings } from './credential-settings.ts';
import { KeysAway, type Verified, type Verify } from './verdict.ts';

/** What is wrong with a token, by the code that jose reports; every other error is none of the token's. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['ERR_JWT_EXPIRED', 'it has expired'],
  ['ERR_JWT_CLAIM_VALIDATION_FAILED', 'a claim is missing or not what is asked for'],
  ['ERR_JWT_INVALID', 'it is no token'],
  ['ERR_JWS_INVALID', 'it is no signed token'],
  ['ERR_JWS_SIGNATURE_VERIFICATION_FAILED', 'its signature does not fit'],
  ['ERR_JOSE_ALG_NOT_ALLOWED', 'it is signed by an algorithm that is not accepted'],
  ['ERR_JOSE_NOT_SUPPORTED', 'it is signed in a way that is not known here'],
  ['ERR_JWKS_NO_MATCHING_KEY', 'its key is not known here'],
  ['ERR_JWKS_MULTIPLE_MATCHING_KEYS', 'its signature does not fit'],
]);

/**
 * Compiles the verification of signed tokens: signature, issuer, audience and time. A token must say when it expires.
 *
 * Source: RFC 7519, section 7.2; RFC 8725, sections 3.1, 3.8 and 3.9.
 */
export function compileVerifyJwt(settings: JwtSettings, keys: JWTVerifyGetKey): Verify {
  const { issuer, audience, algorithms, clockToleranceMs, scopeClaim } = settings;
  const options: JWTVerifyOptions = {
    issuer,
    audience,
    algorithms: [...algorithms],
    clockTolerance: clockToleranceMs / 1000,
    requiredClaims: ['exp'],
  };
  return async (text) => {
    try {
      const claims = await verifyToken(text, keys, options);
      return { ok: true, claims, scopes: scopesOf(claims[scopeClaim]) };
    } catch (error) {
      return refusal(error);
    }
  };
}

async function verifyToken(text: string, keys: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JsonObject> {
  const { jwtVerify, errors } = loadPeer('jose');
  try {
    return claimsOf((await jwtVerify(text, keys, options)).payload);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // Without a key id, while one key replaces another, each that could be meant is tried.
    for await (const key of error) {
      try {
        return claimsOf((await jwtVerify(text, key, options)).payload);
      } catch (inner) {
        if (!(inner instanceof errors.JWSSignatureVerificationFailed)) throw inner;
      }
    }
    throw error;
  }
}

/** A payload was JSON, and is JSON again without the library's loose type. */
const claimsOf = (payload: JWTPayload): JsonObject => {
  const claims: JsonValue = JSON.parse(JSON.stringify(payload));
  return isObject(claims) ? claims : {};
};

/** A text with blanks between (RFC 8693, section 4.2), or a list, as some issuers write it. */
function scopesOf(claim: JsonValue | undefined): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '');
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : [];
}

function refusal(error: unknown): Verified {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const reason = reasons.get(code);
  if (reason === undefined) throw new KeysAway(error);
  const claim = code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' ? claimOf(error) : undefined;
  return {
    ok: false,
    reason: claim === undefined ? reason : `its claim \`${claim}\` is missing or not what is asked for`,
  };
}

/** The library's own name of the claim; of those that we ask for, which are none of the caller's. */
function claimOf(error: unknown): string | undefined {
  const claim = typeof error === 'object' && error !== null && 'claim' in error ? error.claim : undefined;
  return ['iss', 'aud', 'exp', 'nbf', 'iat'].find((known) => known === claim);
}
