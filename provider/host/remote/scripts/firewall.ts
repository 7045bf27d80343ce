import { linuxOrBsd } from "./platform/either";

/**
 * An awk program: of a ruleset as nft or iptables-save writes it, the tables that keep back what comes to the hook `hook` and that none
 * of their rules lets through, by their policy or by a rule without a condition, in whichever chain that is. A table with a rule that
 * names the interface `link`, or a port of `port`, is taken to let it through.
 */
export const keeping = String.raw`
function keeps_back(table, chain,   i, rule, target) {
    for (i = 1; i <= length_of[table, chain]; i++) {
        rule = rules[table, chain, i]
        if (rule ~ /^(drop|reject( with .*)?|xt target "REJECT"|-j (DROP|REJECT)( --reject-with [^ ]+)?)$/) return 1
        if (rule ~ /^(accept|return|-j (ACCEPT|RETURN))$/) return 0
        if (rule !~ /^(jump|goto|-j|-g) [^ ]+$/) continue
        target = rule
        sub(/.* /, "", target)
        if (keeps_back(table, target)) return 1
        if (rule ~ /^(goto|-g) /) return 0
    }
    return 0
}
function found(chain, policy) { base[++bases] = table; base_chain[bases] = chain; base_policy[bases] = policy }
function add(chain, rule) { rules[table, chain, ++length_of[table, chain]] = rule }
{
    line = $0
    sub(/^[ \t]+/, "", line)
    gsub(/(^| )counter packets [0-9]+ bytes [0-9]+/, "", line)
    sub(/ comment ".*"$/, "", line)
    sub(/^ /, "", line)
    if (index(line, "\"" link "\"") || index(line " ", "-i " link " ") || index(line " ", "-o " link " ") || (port != "" && line ~ port))
        lets_through[table] = 1
}
$1 == "table" { table = $2 " " $3; is_ip = $2 ~ /^(ip|ip6|inet)$/ }
/^[*]/ { table = "iptables " substr($1, 2); is_ip = 1 }
$1 == "chain" { chain = $2; next }
line == "}" { chain = "" }
/^:/ { if (substr($1, 2) == toupper(hook)) found(substr($1, 2), $2 == "DROP") }
/^-A / { sub(/^-A [^ ]+ /, "", line); add($2, line) }
is_ip && chain != "" {
    if ($1 == "type" && index(line, " hook " hook " ")) found(chain, line ~ / policy drop/)
    else add(chain, line)
}
END {
    for (i = 1; i <= bases; i++)
        if (!lets_through[base[i]] && (base_policy[i] || keeps_back(base[i], base_chain[i]))) print base[i]
}
`;

/** What a rule says of it that lets guests ask a DHCP server. */
export const dhcpPort = "dport (67|bootps|[{].*(67|bootps).*[}])|--dport 67 ";

/**
 * Shell functions that say which firewalls of others keep back, on Linux, what is forwarded to or from the bridge `$1`, and what asks the
 * host itself for an address there. That cannot be undone by another table: it is theirs to let it through.
 */
export const drops = linuxOrBsd(
    String.raw`
rulesets() {
    nft -t list ruleset 2>/dev/null || nft list ruleset 2>/dev/null || :
    ! read -r legacy 2>/dev/null </proc/net/ip_tables_names || iptables-legacy-save -t filter 2>/dev/null || iptables-save -t filter 2>/dev/null || :
}
keeping() {
    rulesets | awk -v hook="$1" -v link="$2" -v port="$3" '${keeping}' | while read -r table; do say "$4" "$2 $table"; done
}
drops() { keeping forward "$1" "" drops; }
drops_dhcp() { keeping input "$1" "${dhcpPort}" drops_dhcp; }
`,
    `
drops() { :; }
`,
);
