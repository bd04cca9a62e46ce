"""The process that opens one PDF: bytes on standard input, JSON lines (or an error code) on standard output."""

import io
import json
import sys

MAX_PAGES = 100
MAX_MEMORY = 1536 * 1024 * 1024
MAX_CPU_SECONDS = 22
MAX_PAGE_CHARACTERS = 40_000


def main() -> None:
    _bound_this_process()
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)


def _bound_this_process() -> None:
    try:
        import resource
    except ImportError:  # not a POSIX system: the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))


def _answer(content: bytes) -> dict:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    from .pdf_layout import document_lines
    from .pdf_tags import carried, own_lines
    from .pdf_words import page_of

    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            if len(document.pages) > MAX_PAGES:
                return {"error": "too_long"}
            if own := own_lines(document, MAX_PAGE_CHARACTERS):
                return {"lines": own, "carried": carried(document)}
            pages = []
            for page in document.pages:
                pages.append(page_of(page, MAX_PAGE_CHARACTERS))
                page.close()
    except MemoryError:
        return {"error": "too_slow"}
    except (
        Exception
    ) as why:  # pdfminer raises anything on a damaged file, its own errors wrapped by pdfplumber's
        causes = {type(e).__name__ for e in (why, *why.args, why.__cause__, why.__context__)}
        locked = {PDFEncryptionError.__name__, PDFPasswordIncorrect.__name__}
        return {"error": "encrypted" if causes & locked else "damaged"}
    if not any(page.words or page.tables for page in pages):
        return {"error": "no_text"}
    return {"lines": document_lines(pages)}


if __name__ == "__main__":
    main()
