"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useClient } from "./hooks.ts";
import { answerOf } from "./rest.ts";

/** Everyone whom I can see in the workspace, freshly asked; the chat learns their names on the way. */
export function useWorkspacePeople() {
  const client = useClient();
  const people = useQuery({ queryKey: ["users"], queryFn: () => answerOf("users.list"), staleTime: 0 });
  useEffect(() => {
    if (people.data) client.learnUsers(people.data.users);
  }, [client, people.data]);
  return people;
}
