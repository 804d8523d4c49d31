//! x
use crate::project::Project;
use anyhow::Result;
pub(crate) fn list() {}
pub(crate) fn select(_: &[&str]) -> Result<Vec<()>> {
    Ok(vec![])
}
pub(crate) fn run(_: &Project, _: &[()]) -> Result<()> {
    Ok(())
}
