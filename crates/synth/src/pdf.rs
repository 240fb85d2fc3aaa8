//! DOCX to PDF through LibreOffice without a screen.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};

/// LibreOffice puts Liberation before all other fonts for Times, where it is installed. Its older versions lack
/// Vietnamese letters, so that words would be set in two fonts.
const FONTS: &str = r#"<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont><pattern><patelt name="family"><string>Liberation Serif</string></patelt></pattern>
  </rejectfont></selectfont>
</fontconfig>
"#;

/// Converts DOCX files to PDF beside each other in `out`, in one run of `soffice`.
///
/// A profile of its own keeps the run apart from any other LibreOffice of the same user, which would otherwise
/// take the job over or refuse it.
pub fn convert(files: &[PathBuf], out: &Path) -> anyhow::Result<()> {
    let profile = std::env::temp_dir().join(format!("vanban-soffice-{}", std::process::id()));
    std::fs::create_dir_all(&profile)?;
    let fonts = profile.join("fonts.conf");
    std::fs::write(&fonts, FONTS)?;
    let status = Command::new("soffice")
        .env("FONTCONFIG_FILE", &fonts)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--convert-to", "pdf:writer_pdf_Export", "--outdir"])
        .arg(out)
        .args(files)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .context(
            "soffice is not installed (apt-get install libreoffice-writer-nogui fonts-croscore)",
        )?;
    let _ = std::fs::remove_dir_all(&profile);
    ensure!(status.success(), "soffice ended with {status}");
    for file in files {
        let pdf = out.join(file.file_stem().context("file name")?).with_extension("pdf");
        ensure!(pdf.is_file(), "soffice made no {}", pdf.display());
    }
    Ok(())
}
