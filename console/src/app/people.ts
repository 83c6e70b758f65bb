import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { incidentApi, readAll } from "./api";

const LONG = 300_000;
const byName = <T extends { id: string; name: string }>(all: readonly T[] | undefined) => (all ?? []).map(({ id, name }) => ({ value: id, label: name }));

/** Who and what there is: choices for a Select. */
export function useCatalog() {
  const people = useQuery({
    queryKey: ["people"],
    queryFn: () => readAll((cursor) => incidentApi.GET("/api/v1/people", { params: { query: { limit: 200, cursor } } })),
    staleTime: LONG,
  });
  const services = useQuery({
    queryKey: ["services"],
    queryFn: () => readAll((cursor) => incidentApi.GET("/api/v1/services", { params: { query: { limit: 200, cursor } } })),
    staleTime: LONG,
  });
  const teams = useQuery({
    queryKey: ["teams"],
    queryFn: () => readAll((cursor) => incidentApi.GET("/api/v1/teams", { params: { query: { limit: 200, cursor } } })),
    staleTime: LONG,
  });
  return useMemo(() => ({ people: byName(people.data), services: byName(services.data), teams: byName(teams.data) }), [people.data, services.data, teams.data]);
}

/** The name of a person, or the id while the name is not known. */
export function useNames(): (id: string | null | undefined) => string {
  const { people } = useCatalog();
  const names = useMemo(() => new Map(people.map((person) => [person.value, person.label])), [people]);
  return (id) => (id ? (names.get(id) ?? id) : "–");
}
