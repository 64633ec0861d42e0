/**
 * Two of zod's schemas by their own names. `z.iso` and `z.coerce` are namespaces within a namespace, which Turbopack keeps
 * whole, and with them every schema that zod knows: 7 kB of gzip in every browser.
 */

import { ZodMiniISODateTime, ZodMiniNumber } from "zod/mini";
import { _coercedNumber, _isoDateTime } from "zod/v4/core";

/** With any offset, as `z.iso.datetime({ offset: true })`. */
export const isoDateTime = () => _isoDateTime(ZodMiniISODateTime, { offset: true });
/** What stands in an address is text: as `z.coerce.number()`. */
export const coercedNumber = () => _coercedNumber(ZodMiniNumber);
