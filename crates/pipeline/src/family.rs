//! A child process with all that it started: how it is ended, and what it has taken.
//!
//! A child that recognises a page runs another program, which may run a third. Ending the child alone would leave
//! those running. They are found by its process group and, where a program made a group of its own, by who started
//! whom (`/proc`). They are reaped here, so that nothing of them is left, not even a zombie.

use std::process::Child;

/// Makes this process the one that inherits what its children leave behind, so that it can be reaped, on systems
/// that have it.
pub(crate) fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    {
        // The argument is a flag: any process id means yes. Without it, init reaps what is left.
        let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
    }
}

/// Ends a child with all that it started, and returns the child's own status. A child that has ended by itself is
/// not disturbed, but what it left behind is ended.
pub(crate) fn end(child: &mut Child) -> Option<std::process::ExitStatus> {
    #[cfg(unix)]
    if let Ok(pid) = i32::try_from(child.id())
        && let Some(pid) = rustix::process::Pid::from_raw(pid)
    {
        return unix::end(child, pid);
    }
    let _ = child.kill();
    child.wait().ok()
}

/// Ends all that this process has started, and this process's group where it leads one: what a child does that
/// is told to end.
pub fn end_below() {
    #[cfg(unix)]
    unix::end_below();
}

/// Has this process told to end when the thread of `parent` that started it ends; false where `parent` is gone
/// already. Where the system cannot do that, a child whose parent was killed ends after its document.
pub fn bind_to(parent: u32) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, getppid, set_parent_process_death_signal};
        let _ = set_parent_process_death_signal(Some(Signal::TERM));
        let now = getppid().map(|pid| pid.as_raw_nonzero().get());
        now.and_then(|pid| u32::try_from(pid).ok()) == Some(parent)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = parent;
        true
    }
}

/// Whether a child has ended; it is not reaped, so that its process id stays its own.
pub(crate) fn has_ended(child: &Child) -> bool {
    #[cfg(unix)]
    return unix::has_ended(child);
    #[cfg(not(unix))]
    return false;
}

/// Begins a new count of the most memory that a process has held at a time, where the system allows.
pub(crate) fn forget_peak(pid: u32) {
    let _ = std::fs::write(format!("/proc/{pid}/clear_refs"), "5");
}

/// The most memory that a process has held at a time, in bytes, where the system tells.
pub(crate) fn peak_memory(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(unix)]
mod unix {
    use std::collections::BTreeMap;
    use std::process::{Child, ExitStatus};
    use std::time::{Duration, Instant};

    use rustix::process::{
        Pid, Signal, WaitId, WaitIdOptions, WaitOptions, getpgrp, getpid, kill_process,
        kill_process_group, waitid, waitpgid, waitpid,
    };

    /// How long the system may take to end a process that was killed; one that hangs in the kernel is left to it.
    const GRACE: Duration = Duration::from_secs(2);

    pub(super) fn has_ended(child: &Child) -> bool {
        let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else {
            return true;
        };
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        !matches!(waitid(WaitId::Pid(pid), options), Ok(None))
    }

    pub(super) fn end(child: &mut Child, pid: Pid) -> Option<ExitStatus> {
        // Stopped, it can start nothing more while its family is looked for.
        let _ = kill_process_group(pid, Signal::STOP);
        let family = kill_descendants(pid);
        // The child is not reaped yet, so the number of its group is still its own.
        let _ = kill_process_group(pid, Signal::KILL);
        let status = child.wait().ok();
        reap(pid, &family);
        status
    }

    pub(super) fn end_below() {
        kill_descendants(getpid());
        if getpgrp() == getpid() {
            let _ = kill_process_group(getpid(), Signal::KILL);
        }
    }

    /// Kills all that `root` has started, and what these have, until nothing more is found.
    fn kill_descendants(root: Pid) -> Vec<Pid> {
        let mut killed: Vec<Pid> = Vec::new();
        // A process may start another between the look and the kill: look again, a few times.
        for _ in 0..5 {
            let found = descendants(root);
            let new: Vec<Pid> = found.into_iter().filter(|pid| !killed.contains(pid)).collect();
            if new.is_empty() {
                break;
            }
            for pid in &new {
                let _ = kill_process(*pid, Signal::KILL);
            }
            killed.extend(new);
        }
        killed
    }

    /// What `root` has started and what these have, by the system's list of processes; nothing where it has none.
    fn descendants(root: Pid) -> Vec<Pid> {
        let mut children: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
        for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
                continue;
            };
            let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
            if let Some(parent) = parent(&stat) {
                children.entry(parent).or_default().push(pid);
            }
        }
        let mut found = Vec::new();
        let mut next = vec![root.as_raw_nonzero().get()];
        while let Some(pid) = next.pop() {
            let below = children.remove(&pid).unwrap_or_default();
            found.extend(below.iter().filter_map(|pid| Pid::from_raw(*pid)));
            next.extend(below);
        }
        found
    }

    /// The parent in a line of `/proc/*/stat`: the second field after the name, which stands in brackets and may
    /// hold anything.
    fn parent(stat: &str) -> Option<i32> {
        stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
    }

    /// Reaps what became ours by [`super::adopt_orphans`].
    fn reap(group: Pid, family: &[Pid]) {
        let deadline = Instant::now() + GRACE;
        let mut left: Vec<Pid> = family.to_vec();
        loop {
            left.retain(|pid| matches!(waitpid(Some(*pid), WaitOptions::NOHANG), Ok(None)));
            let group_left = loop {
                match waitpgid(group, WaitOptions::NOHANG) {
                    Ok(Some(_)) => {}
                    Ok(None) => break true,
                    Err(_) => break false,
                }
            };
            if (left.is_empty() && !group_left) || Instant::now() >= deadline {
                return;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_parent_is_found_whatever_the_name_of_a_process() {
            assert_eq!(parent("12 (sh) S 7 12 12 0"), Some(7));
            assert_eq!(parent("12 (a) S 9 b) R 7 12"), Some(7));
            assert_eq!(parent(""), None);
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Stdio};

    use super::*;

    /// Starts a shell that says the ids of what it starts, and waits.
    fn family(script: &str) -> (Child, Vec<String>) {
        adopt_orphans();
        let mut child = Command::new("/bin/sh")
            .args(["-c", script])
            .process_group(0)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("its words");
        let pids = line.split_whitespace().map(ToOwned::to_owned).collect();
        (child, pids)
    }

    fn exists(pid: &str) -> bool {
        std::path::Path::new("/proc").join(pid).exists()
    }

    #[test]
    fn what_a_child_started_ends_with_it_and_leaves_no_zombie() {
        let (mut child, pids) = family("sleep 60 & a=$!; sleep 61 & echo $a $!; wait");
        assert!(pids.len() == 2 && pids.iter().all(|pid| exists(pid)), "{pids:?}");
        end(&mut child);
        assert!(!pids.iter().any(|pid| exists(pid)), "{pids:?}");
    }

    #[test]
    fn what_made_a_group_of_its_own_ends_too() {
        let (mut child, pids) = family("setsid sleep 60 & echo $!; wait");
        assert!(pids.len() == 1 && exists(&pids[0]), "{pids:?}");
        end(&mut child);
        assert!(!exists(&pids[0]));
    }

    #[test]
    fn what_a_child_that_ended_left_behind_ends() {
        let (mut child, pids) = family("sleep 60 & echo $!; exec 1>&-");
        while !has_ended(&child) {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        assert!(exists(&pids[0]));
        end(&mut child).expect("a status");
        assert!(!exists(&pids[0]));
    }

    #[test]
    fn memory_is_measured() {
        let peak = peak_memory(std::process::id()).expect("told");
        assert!(peak > 1 << 20, "{peak}");
        assert_eq!(peak_memory(u32::MAX), None);
    }
}
