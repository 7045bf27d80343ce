import { sayHeeded } from "../../scripts/routers";

/** What the user is told once a network is made: what keeps it from working, and what was changed besides. */
export const consequences = `
[ -z "$nat" ] || drops "$bridge"
[ -z "$dhcp_text" ] || drops_dhcp "$bridge"
${sayHeeded("$folder/heeds")}
`;
