//! The real program as a process of its own: for the command line, and for killing.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

/// Where cargo put the program: beside the folder of the test's own binary.
pub fn path() -> PathBuf {
    let test = std::env::current_exe().expect("a path");
    let folder = test.parent().and_then(Path::parent).expect("target folder");
    let program = folder.join("buurtschouw");
    assert!(
        program.exists(),
        "{} is missing: run `cargo build` first (make test does)",
        program.display()
    );
    program
}

/// A command of the program over this data folder, without settings of the surroundings.
pub fn command(data: &Path) -> Command {
    let mut command = Command::new(path());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BUURTSCHOUW_")) {
        command.env_remove(name);
    }
    command
        .env("BUURTSCHOUW_DATA_DIR", data)
        .env("BUURTSCHOUW_LISTEN", "127.0.0.1:0")
        .env("BUURTSCHOUW_LOG", "warn");
    command
}

/// Runs a command to its end.
pub fn run(data: &Path, args: &[&str]) -> Output {
    command(data).args(args).output().expect("the program runs")
}

/// What a command printed.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A staff token from the command line.
pub fn token(data: &Path, role: &str) -> String {
    let done = run(data, &["token", "--role", role]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    text(&done.stdout).lines().last().unwrap_or_default().to_owned()
}

/// A serving process; killed when dropped.
pub struct Server {
    child: Child,
    /// Its address.
    pub url: String,
    printed: String,
}

impl Server {
    /// Starts `buurtschouw serve` and waits for the line that says it answers.
    pub fn start(mut command: Command) -> Self {
        command.stderr(Stdio::inherit());
        Self::start_quietly(command)
    }

    /// The same, with standard error as the command has it.
    pub fn start_quietly(mut command: Command) -> Self {
        let mut child = command
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let stdout = child.stdout.take().expect("its output");
        let line = BufReader::new(stdout)
            .lines()
            .next()
            .and_then(Result::ok)
            .unwrap_or_default();
        let url = line.split_whitespace().last().unwrap_or_default().to_owned();
        assert!(url.starts_with("http"), "no address in: {line}");
        Self {
            child,
            url,
            printed: line,
        }
    }

    /// Starts `buurtschouw demo` and waits until it has said what to try.
    pub fn start_demo(data: &Path) -> Self {
        let mut child = command(data)
            .arg("demo")
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let stdout = child.stdout.take().expect("its output");
        let mut printed = String::new();
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            printed.push_str(&line);
            printed.push('\n');
            if line.contains("Ctrl-C") {
                break;
            }
        }
        let url = printed
            .lines()
            .find_map(|line| line.trim().strip_prefix("Open"))
            .unwrap_or_default();
        Self {
            child,
            url: url.trim().to_owned(),
            printed,
        }
    }

    /// The join code that the example printed.
    pub fn join_code(&self) -> String {
        let line = self
            .printed
            .lines()
            .find_map(|line| line.trim().strip_prefix("Join code"))
            .unwrap_or_default();
        line.split('(').next().unwrap_or_default().trim().to_owned()
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`, and waits until it is gone.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// SIGTERM, and gives the exit code.
    pub fn terminate(mut self) -> Option<i32> {
        let sent = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .expect("kill runs");
        assert!(sent.success());
        self.child.wait().expect("gone").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
