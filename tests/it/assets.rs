//! The app's own files, from the program itself.

use harness::{Stage, actors::Caller};
use reqwest::Method;

async fn built(stage: &Stage) -> Option<(Caller, String)> {
    let nobody = Caller::nobody(stage);
    let page = nobody.get("/").await;
    let dist = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../pwa/dist/index.html");
    if !dist.exists() {
        assert_eq!(page.status, 503);
        eprintln!("SKIPPED: the app is not built (make test builds it first)");
        return None;
    }
    let text = String::from_utf8(page.clone().expect(200).bytes).unwrap();
    Some((nobody, text))
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_the_page_is_asked_for_again() {
    let stage = Stage::new().await;
    if let Some((nobody, page)) = built(&stage).await {
        let script = page
            .split('"')
            .find(|part| part.starts_with("/assets/") && part.ends_with(".js"))
            .unwrap();
        let kept = nobody.get(script).await.expect(200);
        assert_eq!(
            kept.headers["cache-control"],
            "public, max-age=31536000, immutable"
        );
        assert!(
            kept.headers["content-type"]
                .to_str()
                .unwrap()
                .contains("javascript")
        );
        let home = nobody.get("/").await;
        assert_eq!(home.headers["cache-control"], "no-cache");
        let tag = home.headers["etag"].clone();
        let again = nobody
            .request(Method::GET, "/")
            .header("if-none-match", tag)
            .send()
            .await
            .unwrap();
        assert_eq!(again.status().as_u16(), 304);
        let small = nobody
            .request(Method::GET, script)
            .header("accept-encoding", "gzip, br")
            .send()
            .await
            .unwrap();
        assert_eq!(small.headers()["content-encoding"], "br");
        let length = small.bytes().await.unwrap().len();
        assert!(length < kept.bytes.len() / 2, "{length} of {}", kept.bytes.len());
    }
    stage.end().await;
}

#[tokio::test]
async fn screens_get_the_page_and_missing_files_do_not() {
    let stage = Stage::new().await;
    if let Some((nobody, page)) = built(&stage).await {
        for screen in ["/kaart", "/lijst", "/hotspot/25:1:2", "/bevinding/x"] {
            assert_eq!(
                String::from_utf8(nobody.get(screen).await.expect(200).bytes).unwrap(),
                page,
                "{screen}"
            );
        }
        nobody.get("/assets/none.js").await.expect(404);
        assert_eq!(nobody.get("/api/none").await.expect(404).code(), "not_found");
        nobody.post("/kaart", &serde_json::json!({})).await.expect(405);
    }
    stage.end().await;
}
