using System.Runtime.InteropServices;

namespace Pipeline.Typesetting.Fonts;

/// <summary>
/// The subsetting functions of the HarfBuzz library that HarfBuzzSharp ships (hb-subset.h, hb-face.h, hb-set.h, hb-map.h). Its
/// managed side does not show them.
/// </summary>
internal static unsafe partial class SubsetApi
{
    private const string Library = "libHarfBuzzSharp";

    /// <summary>hb_subset_flags_t.</summary>
    public const uint NoHinting = 0x1, NotDefOutline = 0x40, NoLayoutClosure = 0x200;

    /// <summary>Throws, with what to do, where the native library lacks what subsetting needs. To be called once at the start.</summary>
    /// <exception cref="InvalidOperationException">The library is not there, or is one without <c>hb_subset</c>.</exception>
    public static void RequireAvailable()
    {
        try
        {
            var input = InputCreate();
            if (input == 0) throw new InvalidOperationException("HarfBuzz could not allocate a subset input.");
            InputDestroy(input);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new InvalidOperationException(
                $"PDF files need the native library {Library} of the package HarfBuzzSharp.NativeAssets for {RuntimeInformation.RuntimeIdentifier}, "
                + $"with its hb_subset functions. It could not be used: {e.Message} Deploy the native asset beside the program, and keep "
                + "its version the one in Directory.Packages.props.", e);
        }
    }

    [LibraryImport(Library, EntryPoint = "hb_subset_input_create_or_fail")]
    public static partial nint InputCreate();

    [LibraryImport(Library, EntryPoint = "hb_subset_input_destroy")]
    public static partial void InputDestroy(nint input);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_set_flags")]
    public static partial void InputSetFlags(nint input, uint flags);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_glyph_set")]
    public static partial nint InputGlyphSet(nint input);

    [LibraryImport(Library, EntryPoint = "hb_set_add_sorted_array")]
    public static partial void SetAddSorted(nint set, uint* values, uint count);

    [LibraryImport(Library, EntryPoint = "hb_subset_plan_create_or_fail")]
    public static partial nint PlanCreate(nint face, nint input);

    [LibraryImport(Library, EntryPoint = "hb_subset_plan_destroy")]
    public static partial void PlanDestroy(nint plan);

    [LibraryImport(Library, EntryPoint = "hb_subset_plan_execute_or_fail")]
    public static partial nint PlanExecute(nint plan);

    [LibraryImport(Library, EntryPoint = "hb_subset_plan_old_to_new_glyph_mapping")]
    public static partial nint PlanOldToNew(nint plan);

    [LibraryImport(Library, EntryPoint = "hb_map_get")]
    public static partial uint MapGet(nint map, uint key);

    [LibraryImport(Library, EntryPoint = "hb_subset_preprocess")]
    public static partial nint Preprocess(nint face);

    [LibraryImport(Library, EntryPoint = "hb_face_builder_create")]
    public static partial nint FaceBuilderCreate();

    [LibraryImport(Library, EntryPoint = "hb_face_builder_add_table")]
    public static partial int FaceBuilderAddTable(nint face, uint tag, nint blob);

    [LibraryImport(Library, EntryPoint = "hb_face_reference_table")]
    public static partial nint FaceReferenceTable(nint face, uint tag);

    [LibraryImport(Library, EntryPoint = "hb_face_reference_blob")]
    public static partial nint FaceReferenceBlob(nint face);

    [LibraryImport(Library, EntryPoint = "hb_face_make_immutable")]
    public static partial void FaceMakeImmutable(nint face);

    [LibraryImport(Library, EntryPoint = "hb_face_destroy")]
    public static partial void FaceDestroy(nint face);

    [LibraryImport(Library, EntryPoint = "hb_blob_get_data")]
    public static partial byte* BlobGetData(nint blob, out uint length);

    [LibraryImport(Library, EntryPoint = "hb_blob_get_length")]
    public static partial uint BlobGetLength(nint blob);

    [LibraryImport(Library, EntryPoint = "hb_blob_destroy")]
    public static partial void BlobDestroy(nint blob);
}
