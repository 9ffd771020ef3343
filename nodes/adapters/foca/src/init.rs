use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::Value;

/// The first line that a node hears: who it is, where it listens, and at which address it dials whom.
pub struct Init {
    pub node: u32,
    pub incarnation: u32,
    pub listen: String,
    pub links: BTreeMap<u32, String>,
    pub seed: u64,
    /// The same addresses take datagrams, too.
    pub udp: bool,
    parameters: HashMap<String, Value>,
}

#[derive(Deserialize)]
struct Line {
    r#type: String,
    contract: u32,
    node: u32,
    incarnation: u32,
    listen: String,
    peers: Vec<Peer>,
    #[serde(default)]
    parameters: HashMap<String, Value>,
    #[serde(default)]
    seed: i64,
    #[serde(default)]
    udp: bool,
}

#[derive(Deserialize)]
struct Peer {
    node: u32,
    address: String,
}

impl Init {
    /// Or one sentence on what makes no sense.
    pub fn parse(text: &str) -> Result<Self, String> {
        let line: Line = serde_json::from_str(text).map_err(|error| format!("the first line is no init: {error}"))?;
        if line.r#type != "init" {
            return Err(format!("the first line is of type {} and not init", line.r#type));
        }
        if line.contract != crate::lines::CONTRACT {
            return Err(format!("this node speaks contract {}", crate::lines::CONTRACT));
        }
        if line.listen.rsplit_once(':').is_none_or(|(_, port)| port.parse::<u16>().is_err()) {
            return Err(format!("init tells to listen at {}, which is no host:port", line.listen));
        }
        Ok(Self {
            node: line.node,
            incarnation: line.incarnation,
            listen: line.listen,
            links: line.peers.into_iter().map(|peer| (peer.node, peer.address)).collect(),
            seed: line.seed.cast_unsigned(),
            udp: line.udp,
            parameters: line.parameters,
        })
    }

    /// A number of the parameters.
    pub fn number(&self, name: &str) -> Result<f64, String> {
        let value = self.parameters.get(name).and_then(Value::as_f64);
        value.filter(|number| *number >= 0.0).ok_or(format!("init lacks the parameter {name}, or it is no number"))
    }

    /// A parameter that is true or false.
    pub fn truth(&self, name: &str) -> Result<bool, String> {
        let value = self.parameters.get(name).and_then(Value::as_bool);
        value.ok_or(format!("init lacks the parameter {name}, or it is neither true nor false"))
    }
}
