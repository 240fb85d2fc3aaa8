//! LibreOffice's settings for one conversion: nothing of the document runs, nothing is fetched.

use std::path::Path;

/// Path, name and value of settings. Macros: never run, whoever signed them. Links to other files: never
/// followed. Network: by a proxy that is not there, for what asks all the same.
const SETTINGS: [(&str, &str, &str); 9] = [
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
];

/// Writes a profile with the settings into a new folder.
pub(crate) fn write(folder: &Path) -> std::io::Result<()> {
    let user = folder.join("user");
    std::fs::create_dir_all(&user)?;
    std::fs::write(user.join("registrymodifications.xcu"), text())
}

fn text() -> String {
    let item = |(path, name, value): &(&str, &str, &str)| {
        format!(
            "<item oor:path=\"{path}\"><prop oor:name=\"{name}\" oor:op=\"fuse\"><value>{value}</value></prop></item>\n"
        )
    };
    let items: String = SETTINGS.iter().map(item).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" \
         xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n\
         {items}</oor:items>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_forbids_macros_and_links() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path()).unwrap();
        let path = folder.path().join("user/registrymodifications.xcu");
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(text.matches("<item ").count(), SETTINGS.len());
        assert!(text.contains("\"DisableMacrosExecution\" oor:op=\"fuse\"><value>true<"));
        assert!(text.ends_with("</oor:items>\n"));
    }
}
