//! How the compiled form is written and read: numbers of seven bits a byte, lists behind their length, fields without names.
//!
//! Written by hand because of what a derived reader weighs: twenty kilobytes of the module that browsers load, most of it for
//! faults that only a broken file has. This one notes that something is wrong, reads on as if it were zero, and tells at the end.

/// The compiled form while it is read.
#[derive(Debug)]
pub(crate) struct Cursor<'b> {
    rest: &'b [u8],
    broken: bool,
    depth: u32,
}

/// The deepest that conditions nest. A caller's object may nest half as deep.
const DEEPEST: u32 = 64;

impl<'b> Cursor<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, broken: false, depth: 0 }
    }

    /// Whether all of it was read, and all of it was right.
    pub(crate) fn is_whole(&self) -> bool {
        self.rest.is_empty() && !self.broken
    }

    pub(crate) fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((first, rest)) => {
                self.rest = rest;
                *first
            }
            None => self.fail(),
        }
    }

    /// A number of at most so much; 0 in the place of a larger one.
    pub(crate) fn number(&mut self, most: u64) -> u64 {
        let mut number: u64 = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return if number <= most { number } else { self.fail() };
            }
        }
        self.fail()
    }

    /// How many items follow. Each takes a byte at least, so a length that lies is noticed before anything is made of it.
    pub(crate) fn length(&mut self) -> usize {
        let most = self.rest.len() as u64;
        usize::try_from(self.number(most)).unwrap_or_default()
    }

    pub(crate) fn bytes(&mut self) -> &'b [u8] {
        let length = self.length();
        let (bytes, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        bytes
    }

    /// One of a list of words, by its number; `otherwise` in the place of one that is not there.
    pub(crate) fn word<T: Copy>(&mut self, all: &[T], otherwise: T) -> T {
        let word = all.get(usize::from(self.byte())).copied();
        self.broken |= word.is_none();
        word.unwrap_or(otherwise)
    }

    /// Notes that something is wrong. Nothing of what is read after it is used.
    pub(crate) fn fail<T: Default>(&mut self) -> T {
        self.broken = true;
        T::default()
    }

    /// Reads what may nest, unless it is nested too deeply.
    pub(crate) fn deeper<T: Default>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth == DEEPEST {
            return self.fail();
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }
}

/// What has a compiled form.
pub(crate) trait Compact {
    /// Reads it; whatever comes, a value of the type.
    fn read(from: &mut Cursor<'_>) -> Self;

    /// Writes it.
    fn write(&self, into: &mut Vec<u8>);
}

pub(crate) fn write_number(number: u64, into: &mut Vec<u8>) {
    let mut rest = number;
    while rest >= 0x80 {
        into.push(low(rest) | 0x80);
        rest >>= 7;
    }
    into.push(low(rest));
}

fn low(number: u64) -> u8 {
    let [low, ..] = number.to_le_bytes();
    low
}

impl Compact for u8 {
    fn read(from: &mut Cursor<'_>) -> Self {
        from.byte()
    }

    fn write(&self, into: &mut Vec<u8>) {
        into.push(*self);
    }
}

impl Compact for bool {
    fn read(from: &mut Cursor<'_>) -> Self {
        match from.byte() {
            0 => false,
            1 => true,
            _ => from.fail(),
        }
    }

    fn write(&self, into: &mut Vec<u8>) {
        into.push(u8::from(*self));
    }
}

macro_rules! unsigned {
    ($($type:ty)*) => {$(
        impl Compact for $type {
            fn read(from: &mut Cursor<'_>) -> Self {
                Self::try_from(from.number(Self::MAX.into())).unwrap_or_default()
            }

            fn write(&self, into: &mut Vec<u8>) {
                write_number((*self).into(), into);
            }
        }
    )*};
}

unsigned!(u16 u32 u64);

impl<T: Compact> Compact for Option<T> {
    fn read(from: &mut Cursor<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }

    fn write(&self, into: &mut Vec<u8>) {
        self.is_some().write(into);
        self.iter().for_each(|value| value.write(into));
    }
}

impl<T: Compact> Compact for Vec<T> {
    fn read(from: &mut Cursor<'_>) -> Self {
        let mut items = Self::new();
        for _ in 0..from.length() {
            items.push(T::read(from));
            // Nothing that a broken list still says is worth the memory.
            if from.broken {
                break;
            }
        }
        items
    }

    fn write(&self, into: &mut Vec<u8>) {
        write_number(self.len() as u64, into);
        self.iter().for_each(|item| item.write(into));
    }
}

impl<T: Compact> Compact for [T; 2] {
    fn read(from: &mut Cursor<'_>) -> Self {
        [T::read(from), T::read(from)]
    }

    fn write(&self, into: &mut Vec<u8>) {
        self.iter().for_each(|item| item.write(into));
    }
}

/// One after the other, in the order given, which is the format.
macro_rules! fields {
    ($($type:ty { $($field:ident),+ })+) => {$(
        impl $crate::compact::Compact for $type {
            fn read(from: &mut $crate::compact::Cursor<'_>) -> Self {
                Self { $($field: $crate::compact::Compact::read(from)),+ }
            }

            fn write(&self, into: &mut Vec<u8>) {
                $(self.$field.write(into);)+
            }
        }
    )+};
}

/// By its number in a list of all.
macro_rules! words {
    ($($type:ty { $first:ident $(, $more:ident)* })+) => {$(
        impl $crate::compact::Compact for $type {
            fn read(from: &mut $crate::compact::Cursor<'_>) -> Self {
                from.word(&[Self::$first $(, Self::$more)*], Self::$first)
            }

            fn write(&self, into: &mut Vec<u8>) {
                into.push(*self as u8);
            }
        }
    )+};
}

pub(crate) use {fields, words};

#[cfg(test)]
mod tests {
    use super::*;

    fn back<T: Compact>(value: &T) -> (T, bool) {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        let mut source = Cursor::new(&bytes);
        (T::read(&mut source), source.is_whole())
    }

    #[test]
    fn what_is_written_is_read() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u64::MAX] {
            assert_eq!(back(&number), (number, true));
        }
        assert_eq!(back(&Some(vec![true, false])), (Some(vec![true, false]), true));
        assert_eq!(back(&None::<u8>), (None, true));
    }

    #[test]
    fn what_cannot_have_been_written_is_noticed() {
        fn fails<T: Compact>(bytes: &[u8]) -> bool {
            let mut source = Cursor::new(bytes);
            T::read(&mut source);
            !source.is_whole()
        }
        assert!(fails::<u16>(&[0xFF, 0xFF, 0x7F]), "a number of 21 bits");
        assert!(fails::<u64>(&[0xFF; 11]), "a number without an end");
        assert!(fails::<bool>(&[2]));
        assert!(fails::<Vec<u8>>(&[2, 1]), "fewer items than announced");
        assert!(fails::<u8>(&[1, 2]), "more than the value");
        assert!(fails::<u8>(&[]));
    }
}
