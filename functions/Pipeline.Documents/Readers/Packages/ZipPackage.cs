using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Pipeline.Documents.Readers.Packages;

/// <summary>
/// A document that is a zip of parts (Word, OpenDocument), read within limits: how many parts, how large unpacked, how far they expand.
/// What the directory says of sizes is checked first, what really comes out of it is counted while it is read.
/// </summary>
internal sealed class ZipPackage : IDisposable
{
    // Deflate cannot go beyond 1032; parts of real documents stay below 200, and small ones say nothing.
    private const long ExpandsUnnoticed = 1 << 20;

    private readonly Dictionary<string, ZipArchiveEntry> parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ZipArchive archive;
    private readonly ReadOptions options;
    private readonly CancellationToken cancellationToken;
    private long unpacked;

    private ZipPackage(ZipArchive archive, ReadOptions options, CancellationToken cancellationToken)
    {
        (this.archive, this.options, this.cancellationToken) = (archive, options, cancellationToken);
        foreach (var entry in archive.Entries)
            parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    public IEnumerable<string> Names => parts.Keys;

    /// <exception cref="RejectedException">It is damaged, has a password, or goes past a limit.</exception>
    public static ZipPackage Open(ReadOnlyMemory<byte> bytes, ReadOptions options, CancellationToken cancellationToken)
    {
        if (bytes.Length > options.MaximumPackageBytes)
            throw TooLarge(string.Create(CultureInfo.InvariantCulture, $"This file has {bytes.Length:N0} bytes; at most {options.MaximumPackageBytes:N0} can be read."));
        var archive = Guarded(() => new ZipArchive(StreamOf(bytes)));
        try
        {
            Check(archive, options);
            return new ZipPackage(archive, options, cancellationToken);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public bool Has(string name) => parts.ContainsKey(name);

    /// <summary>The part's bytes, unpacked as they are read; null where there is no such part.</summary>
    public Stream? Open(string name) =>
        parts.TryGetValue(name, out var entry) ? new CountingStream(this, Guarded(entry.Open)) : null;

    /// <summary>All bytes of a part, or null where there is no such part.</summary>
    public byte[]? Bytes(string name)
    {
        using var stream = Open(name);
        if (stream is null)
            return null;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public void Dispose() => archive.Dispose();

    public static RejectedException Damaged(string? place = null) => new("damaged-file",
        "This file is damaged, so it cannot be read. Open it in the program that it was made with, save it again, and upload that file.", place);

    private static void Check(ZipArchive archive, ReadOptions options)
    {
        var entries = Guarded(() => archive.Entries);
        if (entries.Count > options.MaximumPackageParts)
            throw TooLarge(string.Create(CultureInfo.InvariantCulture, $"This file consists of {entries.Count:N0} parts; at most {options.MaximumPackageParts:N0} can be read."));
        long total = 0;
        foreach (var entry in entries)
        {
            if (entry.IsEncrypted)
                throw new RejectedException("password-protected", "This file is protected with a password. Remove the password, save the file, and upload it again.");
            total = entry.Length > options.MaximumUnpackedBytes ? long.MaxValue : total + entry.Length;
            if (total > options.MaximumUnpackedBytes)
                throw Bomb(options);
            if (entry.Length > ExpandsUnnoticed && entry.Length / Math.Max(1, entry.CompressedLength) > options.MaximumExpansion)
                throw new RejectedException("file-too-large", string.Create(CultureInfo.InvariantCulture,
                    $"A part of this file becomes more than {options.MaximumExpansion} times as large when it is unpacked, which no document does. Open it, save it again, and upload that file."), entry.FullName);
        }
    }

    private static RejectedException TooLarge(string what) => new("file-too-large", what + " Make the file smaller, or split it into several documents.");

    private static RejectedException Bomb(ReadOptions options) => TooLarge(string.Create(CultureInfo.InvariantCulture,
        $"Unpacked, this file has more than {options.MaximumUnpackedBytes:N0} bytes, which is the most that can be read."));

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>What the zip library throws about bytes that are not as they should be is a rejection.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw Damaged();
        }
    }

    /// <summary>Counts what all parts together really unpack to.</summary>
    private sealed class CountingStream(ZipPackage package, Stream inner) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            package.cancellationToken.ThrowIfCancellationRequested();
            var read = Guarded(() => inner.Read(buffer, offset, count));
            if ((package.unpacked += read) > package.options.MaximumUnpackedBytes)
                throw Bomb(package.options);
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
