//! The arguments: words in, a command out. Nothing is read or written here.

use std::path::PathBuf;

use lexopt::prelude::*;

use super::failure::Failure;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Finds the article in a web page and strips promos and sign-up nags.

Usage:
  lede read [FILE|-] [--format FORMAT] [--url URL] [--charset CHARSET]
            [--whole] [--output PATH] [--image ADDRESS=FILE]...
  lede read [FILE|-] --explain
  lede batch

Commands:
  read    Read one page, from FILE or standard input, and print its article.
  batch   Read many pages: one JSON object a line in, {\"id\", \"url\", \"path\"};
          one a line out, {\"id\", \"title\", \"byline\", \"published\", \"text\",
          \"html\", \"ms\"}, each before the next is read. Besides, \"noArticle\"
          tells why a page has no article (empty, binary, too_short,
          not_prose or limit), and \"error\" why it can't be read.

Options of read:
  --format FORMAT     html (default), markdown, text or json: what the article
                      holds; page (one HTML file) or epub (an e-book): the
                      article as a file, with title, dek, byline, date and
                      source
  --output PATH       save markdown, text, page or epub as a file; where PATH
                      is a folder, under a name made from the title. Markdown
                      and text then have title, dek, byline, date and source,
                      too
  --image ADDRESS=FILE
                      the image at an address, to go into the page or e-book;
                      without its file, an image is a link
  --url URL           where the page is from; its links are relative to it.
                      Without it, and where the page itself doesn't tell,
                      relative links become text and relative images go
  --charset CHARSET   the charset that came with the page, as in HTTP
  --whole             all the text of the page, whatever is its article
  --explain           print one line for each block of the page: kept or
                      dropped, and why

  -h, --help          print this help
  -V, --version       print the version

Files that end in .gz are unpacked.
Exit codes: 0 done, 1 no article or an unreadable page, 2 a wrong call.
";

/// How an article is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Html,
    Markdown,
    Text,
    Json,
    /// One HTML file that needs no other.
    Page,
    /// An e-book.
    Epub,
    /// Not the article but the report of what became of each block.
    Report,
}

impl Format {
    /// What an article is saved as in this format; nothing where it isn't saved but printed alone.
    pub(crate) fn of_files(self) -> Option<lede::Format> {
        match self {
            Format::Markdown => Some(lede::Format::Markdown),
            Format::Text => Some(lede::Format::Text),
            Format::Page => Some(lede::Format::Page),
            Format::Epub => Some(lede::Format::Epub),
            Format::Html | Format::Json | Format::Report => None,
        }
    }
}

/// A call of `lede read`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Read {
    /// Standard input where there is none.
    pub(crate) file: Option<PathBuf>,
    pub(crate) format: Format,
    pub(crate) url: Option<String>,
    pub(crate) charset: Option<String>,
    /// All the text of the page is wanted.
    pub(crate) is_whole: bool,
    /// Standard output where there is none.
    pub(crate) output: Option<PathBuf>,
    /// Addresses of images, and their files.
    pub(crate) images: Vec<(String, PathBuf)>,
}

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Version,
    Read(Read),
    Batch,
}

/// Reads the arguments.
pub(crate) fn parse(mut args: lexopt::Parser) -> Result<Command, Failure> {
    match args.next()? {
        Some(Short('h') | Long("help")) => alone(args, Command::Help),
        Some(Short('V') | Long("version")) => alone(args, Command::Version),
        Some(Value(word)) if word == "read" => read(args),
        Some(Value(word)) if word == "batch" => batch(args),
        Some(Value(word)) if word == "help" => alone(args, Command::Help),
        Some(Value(word)) => Err(Failure::Usage(format!("no such command: {}", word.display()))),
        Some(other) => Err(other.unexpected().into()),
        None => Err(Failure::Usage("no command given".to_owned())),
    }
}

fn read(mut args: lexopt::Parser) -> Result<Command, Failure> {
    let mut call = Read {
        file: None,
        format: Format::Html,
        url: None,
        charset: None,
        is_whole: false,
        output: None,
        images: Vec::new(),
    };
    let mut n_files = 0;
    while let Some(arg) = args.next()? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("format") => call.format = format(&args.value()?.string()?)?,
            Long("explain") => call.format = Format::Report,
            Long("url") => call.url = Some(args.value()?.string()?),
            Long("whole") => call.is_whole = true,
            Long("output") => call.output = Some(args.value()?.into()),
            Long("image") => call.images.push(image(&args.value()?.string()?)?),
            Long("charset") => call.charset = Some(args.value()?.string()?),
            Value(_) if n_files == 1 => {
                return Err(Failure::Usage("more than one FILE given".to_owned()));
            }
            Value(file) => {
                n_files = 1;
                if file.is_empty() {
                    return Err(Failure::Usage("FILE is an empty name".to_owned()));
                }
                call.file = Some(file).filter(|file| file != "-").map(PathBuf::from);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if call.output.is_some() && call.format.of_files().is_none() {
        let formats = "--output saves markdown, text, page or epub";
        return Err(Failure::Usage(formats.to_owned()));
    }
    Ok(Command::Read(call))
}

fn format(name: &str) -> Result<Format, Failure> {
    match name {
        "html" => Ok(Format::Html),
        "markdown" | "md" => Ok(Format::Markdown),
        "text" | "txt" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        "page" => Ok(Format::Page),
        "epub" => Ok(Format::Epub),
        _ => Err(Failure::Usage(format!(
            "unknown format {name:?}: html, markdown, text, json, page or epub"
        ))),
    }
}

/// Addresses may hold equals signs, names of files seldom do.
fn image(given: &str) -> Result<(String, PathBuf), Failure> {
    let wrong = || Failure::Usage(format!("not ADDRESS=FILE: {given:?}"));
    let (address, file) = given.rsplit_once('=').ok_or_else(wrong)?;
    Ok((address.to_owned(), file.into()))
}

fn batch(mut args: lexopt::Parser) -> Result<Command, Failure> {
    match args.next()? {
        Some(Short('h') | Long("help")) => alone(args, Command::Help),
        None => Ok(Command::Batch),
        Some(other) => Err(other.unexpected().into()),
    }
}

/// The command, unless something stands behind it.
fn alone(mut args: lexopt::Parser, command: Command) -> Result<Command, Failure> {
    match args.next()? {
        None => Ok(command),
        Some(other) => Err(other.unexpected().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(line: &str) -> Result<Command, String> {
        parse(lexopt::Parser::from_args(line.split_whitespace()))
            .map_err(|failure| failure.to_string())
    }

    fn read_call(file: Option<&str>, format: Format) -> Command {
        let file = file.map(PathBuf::from);
        let (url, charset, output, images) = (None, None, None, Vec::new());
        Command::Read(Read { file, format, url, charset, is_whole: false, output, images })
    }

    #[test]
    fn reads_calls() {
        assert_eq!(call("read"), Ok(read_call(None, Format::Html)));
        assert_eq!(call("read -"), Ok(read_call(None, Format::Html)));
        assert_eq!(
            call("read page.html --format=json"),
            Ok(read_call(Some("page.html"), Format::Json))
        );
        assert_eq!(
            call("read --explain page.html"),
            Ok(read_call(Some("page.html"), Format::Report))
        );
        let saved = Read {
            file: Some("page.html".into()),
            format: Format::Epub,
            url: None,
            charset: None,
            is_whole: true,
            output: Some(".".into()),
            images: vec![("https://a.example/b?c=d".to_owned(), "b.jpg".into())],
        };
        assert_eq!(
            call(
                "read page.html --whole --format epub --output . --image https://a.example/b?c=d=b.jpg"
            ),
            Ok(Command::Read(saved))
        );
        assert_eq!(call("batch"), Ok(Command::Batch));
        assert_eq!(call("-V"), Ok(Command::Version));
        assert_eq!(call("read --help"), Ok(Command::Help));
    }

    #[test]
    fn refuses_wrong_calls_in_one_line() {
        for line in [
            "",
            "rad",
            "read a b",
            "read --format pdf",
            "read --format",
            "read --nope",
            "read --output",
            "read --output x.html",
            "read --format json --output x.json",
            "read --image a.jpg",
            "batch x",
            "-V x",
            "help x",
            "batch --help x",
            "--nope",
        ] {
            let message = call(line).unwrap_err();
            assert!(
                message.contains("lede --help") && !message.contains('\n'),
                "{line}: {message}"
            );
        }
    }
}
