/**
 * What is wrong with an input is said in English, and by servers alone: the contract is written in zod/mini, which brings
 * no texts, so that browsers need not load them.
 */
import * as z from "zod";

z.config(z.locales.en());
