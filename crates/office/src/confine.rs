//! How LibreOffice is started, so that it can do little and is gone afterwards.
//!
//! A shell sets the limits (a child has them from its first instruction on, and no unsafe code is needed).
//! Where the system allows, `unshare` gives the child no network and a process tree that ends with its root,
//! and `setpriv` ends that root when this process is killed. Elsewhere the process group is ended, the limit
//! on processor time holds for what is left, and the profile keeps the network out.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::Limits;

/// `$1` kibibytes of memory, `$2` half-kibibytes of a file, `$3` seconds of processor time.
const SCRIPT: &str = "ulimit -S -v \"$1\" 2>/dev/null; ulimit -S -f \"$2\" 2>/dev/null; \
                      ulimit -S -t \"$3\" 2>/dev/null; shift 3; exec \"$@\"";

const WRAPPER: [&str; 7] =
    ["setpriv", "--pdeathsig", "KILL", "unshare", "-rnpf", "--kill-child", "--"];

/// What a program is wrapped in here; empty where that does not work, as in many containers.
pub(crate) fn wrapper() -> Vec<&'static str> {
    let [program, arguments @ ..] = WRAPPER;
    let mut trial = Command::new(program);
    trial.args(arguments).arg("true");
    trial.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let works = trial.status().is_ok_and(|status| status.success());
    if works { WRAPPER.to_vec() } else { Vec::new() }
}

/// `program` with limits, in a process group of its own, in `folder` and with nothing of our environment but
/// the path.
pub(crate) fn command(wrapper: &[&str], program: &Path, folder: &Path, limits: &Limits) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", SCRIPT, "sh"]);
    command.arg((limits.memory_bytes / 1024).to_string());
    // The profile and the pictures of a document are files too.
    command.arg((limits.result_bytes.max(64 << 20) / 512).to_string());
    command.arg((limits.time.as_secs() + 1).to_string());
    command.args(wrapper).arg(program);
    command.env_clear();
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command.env("HOME", folder).env("TMPDIR", folder).env("LANG", "C.UTF-8");
    command.env("SAL_USE_VCLPLUGIN", "svp");
    command.current_dir(folder).process_group(0);
    command
}

/// Ends a child and all of its group.
pub(crate) fn end(child: &mut Child) {
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    // One that has ended by itself just now is as well.
    let _ = group.map(|group| kill_process_group(group, Signal::KILL));
    let _ = child.kill();
}
