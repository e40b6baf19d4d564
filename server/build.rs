//! Builds again when the PWA or the tables changed, since both are built in.

fn main() {
    println!("cargo:rerun-if-changed=../pwa/dist");
    println!("cargo:rerun-if-changed=../migrations");
}
