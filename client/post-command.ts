import { type CommandEnvelope, type Reply, replySchema } from "#contract/envelope.ts";
import type { Http } from "./http.ts";
import { LinkLost } from "./transports/transport.ts";

/** A command by POST to whichever node answers (FB-2); a proxy's error page is no reply, and counts as lost. */
export async function postCommand(http: Http, command: CommandEnvelope, connectionId?: string): Promise<Reply> {
  const headers: Record<string, string> = connectionId === undefined ? {} : { "parley-connection": connectionId };
  const answer = await http({ method: "POST", path: "/api/v1/commands", body: command, headers }).catch(
    (cause: unknown) => {
      throw new LinkLost("The command could not be sent.", { cause });
    },
  );
  const reply = replySchema.safeParse(answer.body);
  if (!reply.success) throw new LinkLost(`The answer (${answer.status}) was no reply.`);
  return reply.data;
}
