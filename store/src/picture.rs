//! Pictures are drawn again before they are stored: what a camera wrote beside the pixels (place,
//! time, device, a thumbnail of the uncut picture) does not survive, and neither does anything that
//! is no picture. The size is asked of the header before a pixel is read.

use domain::{attachment::fits_pixels, code::Media, refusal::Refusal};
use image::{
    DynamicImage, ImageDecoder, ImageEncoder as _, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};
use std::io::Cursor;

/// Memory that one picture may take while it is opened.
const MEMORY_AT_MOST: u64 = 400 << 20;
/// Quality of a JPEG that is drawn again: small print stays legible.
const QUALITY: u8 = 90;

/// The bytes to be stored for a recognised document.
///
/// # Errors
/// A picture that is too large or no picture.
pub(crate) fn cleaned(media: Media, bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    let format = match media {
        Media::Jpeg => ImageFormat::Jpeg,
        Media::Png => ImageFormat::Png,
        Media::Pdf | Media::Text => return Ok(bytes),
    };
    let picture = read(format, &bytes)?;
    let mut drawn = Vec::new();
    let written = match media {
        Media::Jpeg => {
            picture.write_with_encoder(JpegEncoder::new_with_quality(&mut drawn, QUALITY))
        }
        _ => PngEncoder::new(&mut drawn).write_image(
            picture.as_bytes(),
            picture.width(),
            picture.height(),
            picture.color().into(),
        ),
    };
    written.map_err(|_| broken())?;
    Ok(drawn)
}

fn broken() -> Refusal {
    Refusal::of_field("attachment.picture", "file")
}

fn read(format: ImageFormat, bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_AT_MOST);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| broken())?;
    let (width, height) = decoder.dimensions();
    fits_pixels(width, height)?;
    if decoder.total_bytes() > MEMORY_AT_MOST {
        return Err(Refusal::of_field("attachment.pixels", "file"));
    }
    let turned = decoder.orientation().map_err(|_| broken())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| broken())?;
    picture.apply_orientation(turned);
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GenericImageView as _, RgbImage};

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        RgbImage::from_fn(width, height, |x, _| {
            image::Rgb([u8::from(x < 4) * 255, 0, 0])
        })
        .write_with_encoder(JpegEncoder::new(&mut bytes))
        .unwrap();
        bytes
    }

    /// A JPEG as a telephone takes it: turned by a quarter, with a place written into it.
    fn from_a_telephone() -> Vec<u8> {
        let tiff =
            b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0GPS 35.6895N";
        let mut segment = b"Exif\0\0".to_vec();
        segment.extend_from_slice(tiff);
        let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
        let plain = jpeg(16, 8);
        [
            &plain[..2],
            b"\xff\xe1",
            &length,
            &segment,
            &plain[2..],
            b"<script>".as_slice(),
        ]
        .concat()
    }

    #[test]
    fn nothing_but_the_picture_survives() {
        let before = from_a_telephone();
        let after = cleaned(Media::Jpeg, before.clone()).unwrap();
        for secret in [b"Exif".as_slice(), b"GPS", b"<script>"] {
            let holds = |bytes: &[u8]| bytes.windows(secret.len()).any(|w| w == secret);
            assert!(holds(&before) && !holds(&after));
        }
        let shown = image::load_from_memory(&after).unwrap();
        assert_eq!(
            shown.dimensions(),
            (8, 16),
            "turned as it was meant to be seen"
        );
        assert_eq!(
            cleaned(Media::Jpeg, before).unwrap(),
            after,
            "the same bytes every time"
        );
    }

    #[test]
    fn a_png_keeps_its_pixels() {
        let drawn = RgbImage::from_fn(5, 3, |x, y| {
            image::Rgb([u8::try_from(x * 9 + y).unwrap(), 1, 2])
        });
        let mut bytes = Vec::new();
        drawn
            .write_with_encoder(PngEncoder::new(&mut bytes))
            .unwrap();
        let after = cleaned(Media::Png, bytes).unwrap();
        assert_eq!(image::load_from_memory(&after).unwrap().to_rgb8(), drawn);
    }

    #[test]
    fn a_picture_that_is_too_large_or_none_is_refused() {
        let mut bytes = jpeg(16, 8);
        // The size in the header, not in the pixels.
        let frame = bytes.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
        bytes[frame + 5..frame + 9].copy_from_slice(&[0x9c, 0x40, 0x9c, 0x40]);
        let code = |media, bytes| cleaned(media, bytes).unwrap_err().code;
        assert_eq!(code(Media::Jpeg, bytes), "attachment.pixels");
        assert_eq!(
            code(Media::Png, b"\x89PNG\r\n\x1a\n".to_vec()),
            "attachment.picture"
        );
        assert_eq!(
            code(Media::Jpeg, jpeg(16, 8)[..40].to_vec()),
            "attachment.picture"
        );
        assert_eq!(
            cleaned(Media::Pdf, b"as it came".to_vec()).unwrap(),
            b"as it came"
        );
    }
}
