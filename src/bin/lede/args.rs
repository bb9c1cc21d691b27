//! The arguments: words in, a command out. Nothing is read or written here.

use lexopt::prelude::*;

use super::failure::Failure;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Finds the article in a web page and strips promos and sign-up nags.

Usage:
  lede read [FILE|-] [--format FORMAT] [--url URL] [--charset CHARSET]
  lede read [FILE|-] --explain
  lede batch

Commands:
  read    Read one page, from FILE or standard input, and print its article.
  batch   Read many pages: one JSON object a line in, {\"id\", \"url\", \"path\"};
          one a line out, {\"id\", \"title\", \"byline\", \"published\", \"text\",
          \"html\", \"ms\"}, each before the next is read.

Options of read:
  --format FORMAT     html (default), markdown, text or json
  --url URL           where the page is from; its links are relative to it
  --charset CHARSET   the charset that came with the page, as in HTTP
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
    /// Not the article but the report of what became of each block.
    Report,
}

/// A call of `lede read`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Read {
    /// Standard input where there is none.
    pub(crate) file: Option<String>,
    pub(crate) format: Format,
    pub(crate) url: Option<String>,
    pub(crate) charset: Option<String>,
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
        Some(Short('h') | Long("help")) => Ok(Command::Help),
        Some(Short('V') | Long("version")) => Ok(Command::Version),
        Some(Value(word)) if word == "read" => read(args),
        Some(Value(word)) if word == "batch" => batch(args),
        Some(Value(word)) if word == "help" => Ok(Command::Help),
        Some(Value(word)) => Err(Failure::Usage(format!("no such command: {}", word.string()?))),
        Some(other) => Err(other.unexpected().into()),
        None => Err(Failure::Usage("no command given".to_owned())),
    }
}

fn read(mut args: lexopt::Parser) -> Result<Command, Failure> {
    let mut call = Read { file: None, format: Format::Html, url: None, charset: None };
    let mut n_files = 0;
    while let Some(arg) = args.next()? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("format") => call.format = format(&args.value()?.string()?)?,
            Long("explain") => call.format = Format::Report,
            Long("url") => call.url = Some(args.value()?.string()?),
            Long("charset") => call.charset = Some(args.value()?.string()?),
            Value(_) if n_files == 1 => {
                return Err(Failure::Usage("more than one FILE given".to_owned()));
            }
            Value(file) => {
                n_files = 1;
                call.file = Some(file.string()?).filter(|file| file != "-");
            }
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Read(call))
}

fn format(name: &str) -> Result<Format, Failure> {
    match name {
        "html" => Ok(Format::Html),
        "markdown" | "md" => Ok(Format::Markdown),
        "text" | "txt" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        _ => Err(Failure::Usage(format!("unknown format {name:?}: html, markdown, text or json"))),
    }
}

fn batch(mut args: lexopt::Parser) -> Result<Command, Failure> {
    match args.next()? {
        None => Ok(Command::Batch),
        Some(Short('h') | Long("help")) => Ok(Command::Help),
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
        Command::Read(Read { file: file.map(str::to_owned), format, url: None, charset: None })
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
            "batch x",
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
