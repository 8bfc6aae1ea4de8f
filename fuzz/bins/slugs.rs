#![no_main]
#[path = "../../tests/program/markup.rs"]
mod markup;
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::slugs(data));
