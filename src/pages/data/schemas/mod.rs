//! The JSON Schemas of what a build writes as JSON: every key is there and no other.

macro_rules! schemas {
    ($($name:literal)*) => {
        /// Each by what it is the schema of; they name each other by their `$id`.
        pub const SCHEMAS: &[(&str, &str)] = &[$(($name, include_str!(concat!($name, ".schema.json")))),*];
    };
}

schemas! { "badge" "chart" "checks" "datapackage" "manifest" "numbers" "report" "rescue" }
