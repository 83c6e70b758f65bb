import { useMutation, useQueryClient } from "@tanstack/react-query";
import { tellFailure } from "./failures";

/**
 * A change that is asked for once, and after which what it touches is read again; a refusal is told where it happened.
 *
 * @param keys what is read again
 */
export function useChange<Input, Output = unknown>(keys: readonly string[], ask: (input: Input) => Promise<Output>, done?: (output: Output) => void) {
  const queries = useQueryClient();
  return useMutation<Output, Error, Input>({
    mutationFn: ask,
    onError: tellFailure,
    onSuccess: done,
    onSettled: () => Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}
