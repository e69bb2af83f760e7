//! Opening a package: the canonical container, a zip that another program packed, or a folder.

use super::{CouldNotRun, Failure, Place};
use crate::{
    bag,
    container::{self, Deviation, Entry, MEMBER_LIMIT, check_name},
    package::digest,
};
use domain::chain::Hash;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// Most bytes that a zip of another program may unfold to in memory.
const UNFOLDED_LIMIT: u64 = 1 << 30;

/// Folders inside a package are at most this deep.
const DEPTH_LIMIT: usize = 8;

/// Something that can be read at any place.
pub(super) trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// One file of the package.
enum Data {
    /// In the container, from here, so long.
    Stored(u64, u64),
    /// Unpacked in memory.
    Unfolded(Vec<u8>),
    /// On disk.
    Loose(PathBuf),
}

/// An opened package.
pub(super) struct Opened {
    path: PathBuf,
    files: BTreeMap<String, (Data, Hash)>,
    deviation: Option<Deviation>,
}

/// The bag inside, and the files beside it.
pub(super) struct Bag {
    opened: Opened,
    /// Path of the bag's folder with a slash at its end; empty when the folder given is the bag.
    root: String,
}

impl Opened {
    pub(super) fn open(path: &Path) -> Result<Self, CouldNotRun> {
        let shown = || path.display().to_string();
        let unreadable = |error| CouldNotRun::Unreadable(path.display().to_string(), error);
        if std::fs::metadata(path).map_err(unreadable)?.is_dir() {
            let opened = Self::folder(path)?;
            let is_package = opened
                .files
                .keys()
                .any(|name| name.ends_with(bag::DECLARATION));
            return if is_package {
                Ok(opened)
            } else {
                Err(CouldNotRun::NotAPackage(shown()))
            };
        }
        let mut file = File::open(path).map_err(unreadable)?;
        if !container::looks_like_zip(&mut file)? {
            return Err(CouldNotRun::NotAPackage(shown()));
        }
        let scan = container::scan(&mut io::BufReader::new(&mut file))?;
        let stored = |entry: Entry| {
            (
                entry.name,
                (Data::Stored(entry.data_at, entry.size), entry.sha256),
            )
        };
        let unfolded = if scan.complete { None } else { unfold(file) };
        let files = match unfolded {
            Some(files) if files.len() >= scan.entries.len() => files,
            _ => scan.entries.into_iter().map(stored).collect(),
        };
        Ok(Self {
            path: path.to_owned(),
            files,
            deviation: scan.deviation,
        })
    }

    fn folder(path: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        let mut folders = vec![(path.to_owned(), String::new(), 0)];
        while let Some((folder, prefix, depth)) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let entry = entry?;
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                let kind = entry.file_type()?;
                if kind.is_dir() && depth < DEPTH_LIMIT {
                    folders.push((entry.path(), format!("{name}/"), depth + 1));
                } else if kind.is_file() {
                    let (hash, _) = digest(&mut File::open(entry.path())?)?;
                    files.insert(name, (Data::Loose(entry.path()), hash));
                }
            }
        }
        Ok(Self {
            path: path.to_owned(),
            files,
            deviation: None,
        })
    }

    /// The container's deviation as a failure.
    pub(super) fn deviation(&self) -> Option<Failure> {
        self.deviation.as_ref().map(|found| {
            let place = Place {
                file: found.member.clone(),
                offset: Some(found.at),
                ..Place::default()
            };
            let what = format!(
                "the container differs from the canonical one: {}",
                found.what
            );
            Failure::new("container", what, place)
        })
    }

    /// The bag: the folder, at the top or one below it, that holds `bagit.txt`, or else a manifest.
    pub(super) fn bag(self) -> Option<Bag> {
        let holds = |tag: &str| {
            let mut roots = self.files.keys().filter_map(|name| {
                let root = name.strip_suffix(tag)?;
                let top = root.is_empty() || root.find('/') == Some(root.len() - 1);
                top.then(|| root.to_owned())
            });
            roots.next()
        };
        let root = [bag::DECLARATION, bag::MANIFEST, bag::TAG_MANIFEST]
            .into_iter()
            .find_map(holds)?;
        Some(Bag { opened: self, root })
    }
}

impl Bag {
    /// The name of a file of the bag as the package has it.
    pub(super) fn full(&self, name: &str) -> String {
        format!("{}{name}", self.root)
    }

    /// Files of the bag with their digests.
    pub(super) fn digests(&self) -> BTreeMap<String, Hash> {
        let files = self.opened.files.iter();
        files
            .filter_map(|(name, (_, hash))| {
                name.strip_prefix(&self.root)
                    .map(|name| (name.to_owned(), *hash))
            })
            .collect()
    }

    /// Opens a file of the bag.
    pub(super) fn open(&self, name: &str) -> io::Result<Box<dyn Source + '_>> {
        match self.opened.files.get(&self.full(name)) {
            None => Err(io::ErrorKind::NotFound.into()),
            Some((Data::Unfolded(bytes), _)) => Ok(Box::new(Cursor::new(bytes.as_slice()))),
            Some((Data::Loose(path), _)) => Ok(Box::new(io::BufReader::new(File::open(path)?))),
            Some((Data::Stored(at, size), _)) => {
                let file = File::open(&self.opened.path)?;
                Ok(Box::new(io::BufReader::new(Section::new(
                    file, *at, *size,
                )?)))
            }
        }
    }

    /// The bytes of a small file of the bag.
    pub(super) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        const LIMIT: u64 = 64 << 20;
        let mut bytes = Vec::new();
        self.open(name)?.take(LIMIT).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Reads what another program packed, within limits; nothing when it cannot be read.
fn unfold(file: File) -> Option<BTreeMap<String, (Data, Hash)>> {
    let mut archive = zip::ZipArchive::new(file).ok()?;
    if archive.len() > MEMBER_LIMIT {
        return None;
    }
    let mut left = UNFOLDED_LIMIT;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let Ok(mut member) = archive.by_index(index) else {
            continue;
        };
        let Ok(name) = member.name().map(std::borrow::Cow::into_owned) else {
            continue;
        };
        if member.is_dir() || check_name(&name).is_err() {
            continue;
        }
        if member.size() > left {
            return None;
        }
        let mut bytes = Vec::new();
        // A member whose checksum is wrong is kept as far as it was read: its digest will not match.
        let _ = member.by_ref().take(left).read_to_end(&mut bytes);
        left = left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let hash = Hash::of(&bytes);
        files.insert(name, (Data::Unfolded(bytes), hash));
    }
    Some(files)
}

/// A part of a file.
struct Section {
    file: File,
    from: u64,
    size: u64,
    at: u64,
}

impl Section {
    fn new(mut file: File, from: u64, size: u64) -> io::Result<Self> {
        file.seek(SeekFrom::Start(from))?;
        Ok(Self {
            file,
            from,
            size,
            at: 0,
        })
    }
}

impl Read for Section {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.size.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let n = buffer.len().min(left);
        let Some(buffer) = buffer.get_mut(..n) else {
            return Ok(0);
        };
        let read = self.file.read(buffer)?;
        self.at += u64::try_from(read).unwrap_or(0);
        Ok(read)
    }
}

impl Seek for Section {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let at = target.ok_or(io::ErrorKind::InvalidInput)?;
        self.file
            .seek(SeekFrom::Start(self.from.saturating_add(at)))?;
        self.at = at;
        Ok(at)
    }
}
