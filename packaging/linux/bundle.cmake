# SPDX-FileCopyrightText: The Molotov for the desktop authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Runs after the programs were installed: puts what they need beside them, and tells them where it is. Set before:
#   esbuild qt_libraries qt_plugins system_libraries  where to take from
#   bin libexec doc                                   folders of the installed tree
cmake_minimum_required(VERSION 3.22)
set(root $ENV{DESTDIR}${CMAKE_INSTALL_PREFIX})
set(lib ${root}/lib/molotov)
find_program(patchelf patchelf REQUIRED)

# What belongs to the system that it runs on: the C and C++ libraries, graphics drivers, X11 and fonts.
set(of_system
    "^(ld-linux|libc|libm|libdl|libpthread|librt|libresolv|libutil|libgcc_s|libstdc\\+\\+)[-.]"
    "^(libGL|libGLX|libGLdispatch|libOpenGL|libEGL|libdrm|libgbm)\\.so"
    "^(libX11|libX11-xcb|libxcb|libfontconfig|libfreetype)\\.so")

# Those without a mark must be there.
set(plugins sqldrivers/libqsqlite.so tls/libqopensslbackend.so)
if(EXISTS ${root}/${bin}/molotov)
    list(APPEND plugins platforms/libqxcb.so platforms/libqoffscreen.so imageformats/libqsvg.so iconengines/libqsvgicon.so
        platforms/libqwayland*.so? platformthemes/libqxdgdesktopportal.so? platforminputcontexts/*.so?
        xcbglintegrations/*.so? wayland-*/*.so?)
endif()
foreach(plugin IN LISTS plugins)
    string(REGEX REPLACE "\\?$" "" pattern ${plugin})
    file(GLOB found RELATIVE ${qt_plugins} ${qt_plugins}/${pattern})
    if(NOT found AND pattern STREQUAL plugin)
        message(FATAL_ERROR "There is no ${plugin} in ${qt_plugins}: packaging/install-packages run package")
    endif()
    foreach(file IN LISTS found)
        cmake_path(GET file PARENT_PATH folder)
        file(COPY ${qt_plugins}/${file} DESTINATION ${lib}/plugins/${folder})
    endforeach()
endforeach()
file(GLOB_RECURSE plugin_files ${lib}/plugins/*.so)

# Of the programs, of the plugins, and what Qt looks for by name alone: OpenSSL.
file(GLOB programs ${root}/${bin}/molotov* ${root}/${libexec}/molotov-*)
foreach(name ssl crypto)
    find_file(${name} lib${name}.so.3 PATHS ${system_libraries} /usr/lib64 /usr/lib NO_DEFAULT_PATH REQUIRED)
endforeach()
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${programs} MODULES ${plugin_files} LIBRARIES ${ssl} ${crypto}
    DIRECTORIES ${qt_libraries} PRE_EXCLUDE_REGEXES ${of_system}
    RESOLVED_DEPENDENCIES_VAR libraries)
foreach(library IN LISTS libraries ssl crypto)
    file(INSTALL ${library} DESTINATION ${lib} FOLLOW_SYMLINK_CHAIN)
endforeach()
file(REAL_PATH ${esbuild} esbuild)
file(INSTALL ${esbuild} DESTINATION ${root}/${libexec} USE_SOURCE_PERMISSIONS)

# Each finds what it needs from its own place. --force-rpath: also what its libraries need.
function(set_rpath file)
    cmake_path(GET file PARENT_PATH folder)
    file(RELATIVE_PATH way ${folder} ${lib})
    execute_process(COMMAND ${patchelf} --force-rpath --set-rpath "$ORIGIN/${way}" ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()
file(GLOB library_files ${lib}/*.so*)
foreach(file IN LISTS programs plugin_files library_files)
    if(NOT IS_SYMLINK ${file})
        set_rpath(${file})
    endif()
endforeach()
foreach(folder ${bin} ${libexec})
    file(RELATIVE_PATH way ${root}/${folder} ${lib})
    file(WRITE ${root}/${folder}/qt.conf "[Paths]\nPrefix=${way}\nPlugins=plugins\n")
endforeach()

# The licences of all that, as far as this system knows them.
find_program(dpkg_query dpkg-query)
if(dpkg_query)
    set(patterns */bin/esbuild)
    foreach(file IN LISTS library_files plugin_files)
        if(NOT IS_SYMLINK ${file})
            cmake_path(GET file FILENAME name)
            list(APPEND patterns "*/${name}")
        endif()
    endforeach()
    execute_process(COMMAND ${dpkg_query} --search ${patterns} OUTPUT_VARIABLE owners ERROR_QUIET)
    string(REGEX MATCHALL "(^|\n)[^:\n]+" owners "${owners}")
    string(REPLACE "\n" "" owners "${owners}")
    list(REMOVE_DUPLICATES owners)
    foreach(owner IN LISTS owners)
        if(EXISTS /usr/share/doc/${owner}/copyright)
            file(REAL_PATH /usr/share/doc/${owner}/copyright licence)
            file(INSTALL ${licence} DESTINATION ${root}/${doc}/licences RENAME ${owner})
        endif()
    endforeach()
endif()
