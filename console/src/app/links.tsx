import { Anchor, type AnchorProps, Button, type ButtonProps, Card, type CardProps, NavLink, type NavLinkProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import { type ComponentPropsWithRef, forwardRef, type ReactNode } from "react";

/** The components that lead somewhere, with addresses that the compiler knows. */
type InnerLink<Props> = Props & Omit<ComponentPropsWithRef<"a">, keyof Props | "ref">;

export const TextLink = createLink(forwardRef<HTMLAnchorElement, InnerLink<AnchorProps>>((props, ref) => <Anchor ref={ref} {...props} />));

export const ButtonLink = createLink(forwardRef<HTMLAnchorElement, InnerLink<ButtonProps>>((props, ref) => <Button ref={ref} component="a" {...props} />));

export const CardLink = createLink(
  forwardRef<HTMLAnchorElement, InnerLink<CardProps> & { children?: ReactNode }>((props, ref) => <Card ref={ref} component="a" className="card-link" {...props} />),
);

export const PlaceLink = createLink(forwardRef<HTMLAnchorElement, InnerLink<NavLinkProps>>((props, ref) => <NavLink ref={ref} {...props} />));
