//! What `--help` teaches with.

pub(super) const INIT: &str = "\
Examples:
  shortfall init fund                 then: cd fund, shortfall serve --open
  shortfall init fund --ci github     with a workflow that publishes it";

pub(super) const SNAPSHOT: &str = "\
Examples:
  shortfall new snapshot 2026-05-01
  shortfall new snapshot --set mantle.stage=approved --set mantle.delivered=\"2000 ETH\"
  shortfall new snapshot --add frax --set frax.amount=\"100 ETH\" --set frax.stage=proposed
  shortfall new snapshot --end lido=withdrawn
  shortfall new snapshot --from pledges.csv";

pub(super) const BUILD: &str = "\
Examples:
  shortfall build                     then open output/index.html
  shortfall build --base-url https://rescue.example --output public
  shortfall build --explain           why files were made again
  shortfall build --watch             again whenever a file is saved; one that fails changes nothing
  shortfall build --fail-if-older-than 7d";

pub(super) const CHECK: &str = "\
Examples:
  shortfall check --strict
  shortfall check --against output/manifest.json
  shortfall check --deny vanished-pledge --allow undrawable-text";

pub(super) const STATUS: &str = "\
Examples:
  shortfall status --snapshot 2026-04-24
  shortfall status --markdown >> \"$GITHUB_STEP_SUMMARY\"
  shortfall status --format json";

pub(super) const DIFF: &str = "\
Examples:
  shortfall diff 2026-04-24 2026-04-25
  shortfall diff 2026-04-24 --markdown     since then, for a forum";

pub(super) const COMPARE: &str = "\
Examples:
  cp -r output former; shortfall build; shortfall compare former
  shortfall compare former/manifest.json output --format json";

pub(super) const CHART: &str = "\
Examples:
  shortfall chart ladder -o ladder.png
  shortfall chart who --layout phone --theme dark --snapshot 2026-04-24 -o who.svg
  shortfall chart remaining --as csv";

pub(super) const SCHEMA: &str = "\
Examples:
  shortfall schema
  shortfall schema snapshot > .schemas/snapshot.schema.json";

pub(super) const COMPLETIONS: &str = "\
Examples:
  shortfall completions bash > ~/.local/share/bash-completion/completions/shortfall
  shortfall completions zsh > ~/.zfunc/_shortfall       with fpath+=(~/.zfunc) before compinit
  shortfall completions fish > ~/.config/fish/completions/shortfall.fish
  shortfall completions powershell >> $PROFILE";

pub(super) const MAN: &str = "\
Examples:
  shortfall man | man -l -            read it
  shortfall man > ~/.local/share/man/man1/shortfall.1
                                      then: man shortfall";

pub(super) const NEW: &str = "\
Examples:
  shortfall new snapshot 2026-05-01   then edit content/snapshots/2026-05-01.yaml
  shortfall new report 2026-05-01     a text above the figures of that snapshot
  shortfall new page how-to-help";

pub(super) const TEMPLATES: &str = "\
Examples:
  shortfall templates list
  shortfall templates eject style.css  then edit templates/style.css";
