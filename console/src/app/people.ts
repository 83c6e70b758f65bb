import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { incidentApi, readAll } from "./api";

const LONG = 300_000;

function useCatalog() {
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
  return { people: people.data ?? [], services: services.data ?? [] };
}

/** Choices for a Select, as the catalog knows them. */
export function useChoices() {
  const { people, services } = useCatalog();
  return useMemo(
    () => ({
      people: people.map((person) => ({ value: person.id, label: person.name })),
      services: services.map((service) => ({ value: service.id, label: service.name })),
    }),
    [people, services],
  );
}

/** The name of a person, or the id while the name is not known. */
export function useNames(): (id: string | null | undefined) => string {
  const { people } = useCatalog();
  const names = useMemo(() => new Map(people.map((person) => [person.id, person.name])), [people]);
  return (id) => (id ? (names.get(id) ?? id) : "–");
}
