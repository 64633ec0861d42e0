/** Why Parley cannot start, in sentences for the operator: printed as they are, without a stack, before exit code 1. */
export class StartError extends Error {
  override readonly name = "StartError";
}
