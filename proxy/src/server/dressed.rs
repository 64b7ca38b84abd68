//! The library's own refusals (400, 414 and 431 to a head that it cannot read) never come past the router, so they would
//! go out without the headers that every answer has. They are put in on the way to the socket.
//!
//! Such a refusal is told by two things together: it begins where an answer begins, that is after everything before it
//! was flushed, and its head lacks what each answer of the router has. No content can be taken for it: an answer's
//! content is written with its head before anything is flushed.

use crate::page_headers::plain_headers;
use hyper::rt::{Read, ReadBufCursor, Write};
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A connection that dresses bare refusals.
pub(super) struct Dressed<S> {
    inner: S,
    /// Whether the next byte is the first of an answer.
    at_start: bool,
    /// What was taken and not written yet.
    rest: Vec<u8>,
}

impl<S> Dressed<S> {
    pub(super) fn new(inner: S) -> Self {
        Self {
            inner,
            at_start: true,
            rest: Vec::new(),
        }
    }
}

/// The refusal with the headers, if the bytes are a bare one.
fn dressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = bytes.strip_suffix(b"\r\n")?;
    let text = std::str::from_utf8(head).ok()?;
    let bare = text.starts_with("HTTP/1.1 4")
        && text.ends_with("\r\n")
        && !text.contains("\r\n\r\n")
        && !text
            .to_ascii_lowercase()
            .contains("\r\nx-content-type-options:");
    bare.then(|| {
        let mut all = head.to_vec();
        all.extend_from_slice(plain_headers().as_bytes());
        all.extend_from_slice(b"\r\n");
        all
    })
}

impl<S: Write + Unpin> Dressed<S> {
    fn poll_rest(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.rest.is_empty() {
            let written = ready!(Pin::new(&mut self.inner).poll_write(context, &self.rest))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.rest.drain(..written.min(self.rest.len()));
        }
        Poll::Ready(Ok(()))
    }

    /// Takes a bare refusal; says how many bytes of the caller's that were.
    fn take(&mut self, bytes: &[u8]) -> Option<usize> {
        let at_start = std::mem::take(&mut self.at_start);
        self.rest = at_start.then(|| dressed(bytes)).flatten()?;
        Some(bytes.len())
    }
}

impl<S: Write + Unpin> Write for Dressed<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(context, &[IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_rest(context))?;
        if let [only] = parts
            && let Some(taken) = self.take(only)
        {
            // Flushing, which follows, writes it.
            return Poll::Ready(Ok(taken));
        }
        self.at_start = false;
        Pin::new(&mut self.inner).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_rest(context))?;
        ready!(Pin::new(&mut self.inner).poll_flush(context))?;
        self.at_start = true;
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_rest(context))?;
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

impl<S: Read + Unpin> Read for Dressed<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn t21_only_bare_refusals_are_dressed() {
        let bare = "HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n\r\n";
        let text = String::from_utf8(dressed(bare.as_bytes()).unwrap()).unwrap();
        assert!(
            text.starts_with(bare.strip_suffix("\r\n").unwrap()),
            "{text}"
        );
        assert!(
            text.contains("\r\nx-content-type-options: nosniff\r\n"),
            "{text}"
        );
        assert!(
            text.contains("\r\ncontent-security-policy: default-src 'none';"),
            "{text}"
        );
        assert!(
            text.ends_with("\r\n\r\n") && !text.ends_with("\r\n\r\n\r\n"),
            "{text}"
        );
        for other in [
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nX-Content-Type-Options: nosniff\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\n",
            "{\"a\":\"HTTP/1.1 400\"}\r\n\r\n",
            "",
        ] {
            assert_eq!(dressed(other.as_bytes()), None, "{other}");
        }
    }
}
