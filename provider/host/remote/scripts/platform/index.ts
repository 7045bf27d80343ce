import { bsd } from "./bsd";
import { linuxOrBsd } from "./either";
import { linux } from "./linux";

/**
 * Shell functions for what operating systems do in ways of their own, so that no other script has to ask which it is on:
 * - `take_turn FOLDER`, `end_turn FOLDER`: one script at a time. `rmdir_in_turn FOLDER`: removes it, if nothing is in it, and ends the turn.
 * - `identify_self`: sets `$self` to what tells this script from all others. `still_runs SELF`: whether that one has not ended.
 *   `end_run SELF`: has it end, where it is surely that one, and all that it has started.
 * - `mode_of FILE`: its rights, as `600`. `$sparsely`: what has dd leave zeros out.
 * - `on_linux WHAT`: refuses elsewhere.
 * - `now_seconds`: by a clock that `NAME_started` of a manager has as well.
 * - `at_most_64k`: passes on the first bytes.
 * - `has_vmm`: whether it runs virtual machines by a vmm(4).
 * - `links`, `is_link NAME`, `is_bridge NAME`, `addresses_of NAME`, `neighbours_of BRIDGE`, `forget_neighbour BRIDGE ADDRESS`, `tap_problem TAP BRIDGE`, `remove_tap TAP TAG`, `has_tap_tools`, `tap_in_the_way TAP TAG`: of network devices.
 */
export const platform = linuxOrBsd(linux, bsd);
