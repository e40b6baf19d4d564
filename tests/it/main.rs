//! All integration tests in one program: journeys, rooms, house rules.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod adoption_days;
mod adoptions;
mod analyst;
mod assets;
mod bad_input;
mod basemap;
mod borders;
mod cases;
mod changes;
mod command_line;
mod confirmations;
mod consensus_command;
mod crowd;
mod drawings;
mod earlier_publications;
mod findings;
mod half_sent;
mod hotspots;
mod import_findings;
mod journey;
mod kill_loop;
mod listener;
mod live;
mod logs;
mod measures;
mod memory;
mod old_phones;
mod openapi;
mod passes;
mod photos;
mod planes;
mod proposals;
mod publication_limits;
mod publications;
mod secrets;
mod store;
mod street_names;
mod tidy;
mod tiles;
mod together;
mod turns;
mod vote_doors;
mod votes;
mod walks;
