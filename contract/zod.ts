/**
 * A schema of zod's by its own name. `z.iso` is a namespace within a namespace, which Turbopack keeps whole, and with it
 * every schema that zod knows: 7 kB of gzip in every browser. (So would `z.coerce`, where browsers load it.)
 */
import { ZodMiniISODateTime } from "zod/mini";
import { _isoDateTime } from "zod/v4/core";

/** With any offset, as `z.iso.datetime({ offset: true })`. */
export const isoDateTime = () => _isoDateTime(ZodMiniISODateTime, { offset: true });
