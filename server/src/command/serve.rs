//! `kigen serve`.

use super::{Common, Exit, Outcome};
use crate::serve;
use std::net::SocketAddr;
use store::Access;

/// Serves pages, interface and jobs.
#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Where to listen [default: server.listen of the configuration].
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

pub(crate) async fn run(common: &Common, command: &Serve) -> Outcome {
    let installation = common.here()?;
    let listen = command.listen.unwrap_or(installation.config.server.listen);
    if installation.demo.is_some() && !listen.ip().is_loopback() {
        return Err(Exit::usage(format!(
            "{listen}: a demonstration has short passwords and serves this machine only; listen on 127.0.0.1"
        )));
    }
    let office = installation.open(Access::Write).await?;
    let served = serve::run(&office, &installation, listen).await;
    office.close().await?;
    served.map_err(Exit::environment)
}
