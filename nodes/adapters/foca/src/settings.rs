use std::num::{NonZeroU8, NonZeroUsize};
use std::time::Duration;

use foca::{Config, PeriodicParams};
use serde_json::{Value, json};

use crate::init::Init;

/// Bytes of a packet that foca and the names of an update may take.
const OVERHEAD: usize = 200;

/// The manifest's parameters: foca's own.
pub struct Settings {
    pub config: Config,
}

impl Settings {
    /// Or one sentence on the parameter that makes no sense.
    pub fn read(init: &Init) -> Result<Self, String> {
        let read = Reader { init };
        let config = Config {
            probe_period: read.duration("probePeriod")?,
            probe_rtt: read.duration("probeRtt")?,
            num_indirect_probes: read.count("numIndirectProbes")?,
            max_transmissions: NonZeroU8::try_from(read.count("maxTransmissions")?)
                .map_err(|_| "maxTransmissions is 255 at most".to_owned())?,
            suspect_to_down_after: read.duration("suspectToDownAfter")?,
            remove_down_after: Some(read.duration("removeDownAfter")?),
            max_packet_size: read.count("maxPacketSize")?,
            notify_down_members: init.truth("notifyDownMembers")?,
            periodic_announce: read.periodic("periodicAnnounce", "periodicAnnounceMembers")?,
            periodic_announce_to_down_members: read.periodic("periodicAnnounceToDown", "periodicAnnounceToDownMembers")?,
            periodic_gossip: read.periodic("periodicGossip", "periodicGossipMembers")?,
        };
        if config.probe_rtt >= config.probe_period {
            return Err("probeRtt has to be shorter than probePeriod".to_owned());
        }
        Ok(Self { config })
    }

    pub fn longest_packet(&self) -> usize {
        self.config.max_packet_size.get()
    }

    pub fn most_value_bytes(&self) -> usize {
        self.longest_packet().saturating_sub(OVERHEAD).max(1)
    }

    /// What the settings promise. foca spreads an update some times and then forgets it: there is no repair to promise.
    pub fn traits(&self) -> Value {
        let Config { probe_period, suspect_to_down_after, periodic_gossip, .. } = &self.config;
        let mut traits = json!({
            "detectorMemoryMs": ms(*probe_period + *suspect_to_down_after),
            "maxValueBytes": self.most_value_bytes(),
        });
        if let Some(gossip) = periodic_gossip {
            traits["periodMs"] = json!(ms(gossip.frequency));
        }
        traits
    }
}

struct Reader<'a> {
    init: &'a Init,
}

impl Reader<'_> {
    fn duration(&self, name: &str) -> Result<Duration, String> {
        Ok(Duration::from_secs_f64(self.init.number(name)? / 1e3))
    }

    fn count(&self, name: &str) -> Result<NonZeroUsize, String> {
        NonZeroUsize::new(self.init.number(name)? as usize).ok_or(format!("parameter {name} is 0"))
    }

    /// An interval of 0 is never.
    fn periodic(&self, interval: &str, members: &str) -> Result<Option<PeriodicParams>, String> {
        let params = PeriodicParams { frequency: self.duration(interval)?, num_members: self.count(members)? };
        Ok(if params.frequency.is_zero() { None } else { Some(params) })
    }
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
