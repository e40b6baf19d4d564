//! The listener: accepts connections, with or without TLS, and gives nobody for ever to ask. (Who reads an answer
//! slowly is not timed.)
//!
//! `axum::serve` has no header timeout; this loop has. A stop lets running requests finish.

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
};
use std::{
    io,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_rustls::{TlsAcceptor, rustls};
use tower::ServiceExt;

/// Most connections at once; more wait in the system's queue.
const CONNECTIONS: usize = 20_000;
/// Time to agree on TLS.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// How the listener behaves.
pub struct Manners {
    /// Time for the head of a request, also between two requests.
    pub header_time: Duration,
    /// Time for running requests once asked to stop.
    pub stop_time: Duration,
    /// TLS, when turned on.
    pub tls: Option<TlsAcceptor>,
}

/// Reads a certificate chain and key (PEM) and prepares TLS 1.2 and 1.3.
pub fn tls(cert: &Path, key: &Path) -> Result<TlsAcceptor, String> {
    use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
    let chain: Vec<_> = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect)
        .map_err(|error| format!("tls_cert: {}: {error}", cert.display()))?;
    let key_der =
        PrivateKeyDer::from_pem_file(key).map_err(|error| format!("tls_key: {}: {error}", key.display()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key_der))
        .map_err(|error| format!("tls: {error}"))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Serves `router` until `stop` comes, then lets running requests finish within their time.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    manners: Manners,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let manners = Arc::new(manners);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::pin!(stop);
    loop {
        let place = Arc::clone(&places)
            .acquire_owned()
            .await
            .map_err(io::Error::other)?;
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(pair) => pair,
                Err(error) => {
                    // Out of file descriptors, most often: wait for some to come free.
                    tracing::warn!(%error, "cannot accept");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let (router, manners, watcher) = (router.clone(), Arc::clone(&manners), graceful.watcher());
        tokio::spawn(async move {
            connection(stream, peer, router, &manners, watcher).await;
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(manners.stop_time, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not finish in time");
    }
    Ok(())
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    manners: &Manners,
    watcher: Watcher,
) {
    let _ = stream.set_nodelay(true);
    let Some(acceptor) = &manners.tls else {
        return talk(stream, peer, router, manners, watcher, false).await;
    };
    let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await else {
        return;
    };
    let two = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    talk(stream, peer, router, manners, watcher, two).await;
}

async fn talk<S>(stream: S, peer: SocketAddr, router: Router, manners: &Manners, watcher: Watcher, two: bool)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let spoke = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&spoke);
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        heard.store(true, Ordering::Relaxed);
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let mut builder = Builder::new(TokioExecutor::new());
    // One protocol each: guessing between the two would wait for first bytes without a time limit.
    builder = if two {
        builder.http2_only()
    } else {
        builder.http1_only()
    };
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(manners.header_time);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(manners.header_time)
        .keep_alive_timeout(manners.header_time);
    let talking = builder
        .serve_connection_with_upgrades(TokioIo::new(stream), service)
        .into_owned();
    let talking = watcher.watch(talking);
    tokio::pin!(talking);
    tokio::select! {
        _ = &mut talking => return,
        () = tokio::time::sleep(manners.header_time) => {}
    }
    // hyper times the head of a request from its first byte only: who never says anything is shown out here.
    if spoke.load(Ordering::Relaxed) {
        let _ = talking.await;
    }
}
